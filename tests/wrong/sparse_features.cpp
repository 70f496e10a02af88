// Compressed weights multiply as many features as they have inputs.
// expect: let it have as many features as the weights have inputs
// expect: "sparse_1"
// expect: expected{4}
// expect: got{5}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

inline constexpr eg::compressed_weights<4, 2, 3> w{{0, 2, 3}, {0, 1, 3}, {.5f, 1, -1}};
#ifdef RIGHT
constexpr auto net = eg::input<4> | eg::sparse<w>;
#else
constexpr auto net = eg::input<5> | eg::sparse<w>;
#endif

int main() { eg::model<net> model; }
