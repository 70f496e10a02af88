// Eight sigmoids.
// expect: the mean square gradient of a layer must not fall below 1e-4 of the last layer's
// expect: "dense_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::he_normal> |
                     eg::repeat<8>(eg::relu | eg::dense<64, eg::init::he_normal>) | eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::lecun_normal> |
                     eg::repeat<8>(eg::dense<64, eg::init::lecun_normal> | eg::sigmoid) | eg::dense<10>;
#endif
static_assert(eg::healthy<net>());

int main() {}
