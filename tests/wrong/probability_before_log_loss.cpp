// A sigmoid in front of a loss of logits.
// expect: this loss takes logits, for softmax or sigmoid is a part of it
// expect: "sigmoid_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<1>;
#else
constexpr auto net = eg::input<8> | eg::dense<1> | eg::sigmoid;
#endif
static_assert(eg::strict<net>(eg::binary_cross_entropy));

int main() {}
