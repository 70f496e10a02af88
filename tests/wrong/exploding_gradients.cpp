// tanh with large weights: values are bounded, gradients are not.
// expect: the mean square gradient of a layer must not exceed 1e4 times the last layer's
// expect: "dense_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::lecun_normal> |
                     eg::repeat<40>(eg::dense<64, eg::init::lecun_normal> | eg::tanh) | eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::lecun_normal> |
                     eg::repeat<40>(eg::dense<64, eg::init::normal<3, 8> > | eg::tanh) | eg::dense<10>;
#endif
static_assert(eg::healthy<net>());

int main() {}
