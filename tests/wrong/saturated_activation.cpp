// Weights of variance 1 drive tanh into its flat ends.
// expect: the slope is lost for this share of the inputs of an activation
// expect: "tanh_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::lecun_normal> | eg::tanh | eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::normal<1> > | eg::tanh | eg::dense<10>;
#endif
static_assert(eg::healthy<net>());

int main() {}
