// Weights of standard deviation 1/100.
// expect: the mean square of a layer must not fall below 1e-4
// expect: "dense_2"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::he_normal> | eg::relu |
                     eg::dense<64, eg::init::he_normal> | eg::relu | eg::dense<64, eg::init::he_normal> | eg::relu |
                     eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::normal<1, 100> > | eg::relu |
                     eg::dense<64, eg::init::normal<1, 100> > | eg::relu | eg::dense<64, eg::init::normal<1, 100> > |
                     eg::relu | eg::dense<10>;
#endif
static_assert(eg::healthy<net>());

int main() {}
