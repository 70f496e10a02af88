// Four sigmoids in a row.
// expect: more than three sigmoids in a row, and next to no gradient reaches the first
// expect: "sigmoid_4"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto hidden = eg::dense<32, eg::init::glorot_normal> | eg::tanh;
#else
constexpr auto hidden = eg::dense<32, eg::init::glorot_normal> | eg::sigmoid;
#endif
constexpr auto net = eg::input<64> | hidden | hidden | hidden | hidden | eg::dense<10>;
static_assert(eg::strict<net>(eg::cross_entropy));

int main() {}
