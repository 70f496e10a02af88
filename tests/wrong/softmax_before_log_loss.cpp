// Softmax in front of a loss of logits.
// expect: this loss takes logits, for softmax or sigmoid is a part of it
// expect: "softmax_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::dense<3> | eg::softmax;
#endif
static_assert(eg::strict<net>(eg::cross_entropy));

int main() {}
