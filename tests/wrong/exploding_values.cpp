// Weights of variance 1 multiply by half the width each layer.
// expect: the mean square of a layer must not exceed 1e4
// expect: "dense_3"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::he_normal> | eg::relu |
                     eg::dense<64, eg::init::he_normal> | eg::relu | eg::dense<64, eg::init::he_normal> | eg::relu |
                     eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::normal<1> > | eg::relu |
                     eg::dense<64, eg::init::normal<1> > | eg::relu | eg::dense<64, eg::init::normal<1> > | eg::relu |
                     eg::dense<10>;
#endif
static_assert(eg::healthy<net>());

int main() {}
