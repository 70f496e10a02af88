// Glorot's law in a deep stack of rectifiers, which halve the mean square.
// expect: loses 99 % of the mean square and of its gradients: draw with the gain of the activation
// expect: "repeat_1.dense_1"
// expect: "w"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::repeat<8>(eg::dense<64, eg::init::he_normal> | eg::relu) | eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::repeat<8>(eg::dense<64, eg::init::glorot_normal> | eg::relu) | eg::dense<10>;
#endif
static_assert(eg::strict<net>(eg::cross_entropy));

int main() {}
