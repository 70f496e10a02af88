// An input of compressed weights is one of those that there are.
// expect: inputs of a row of compressed weights ascend and lie below the number of inputs
// expect: "sparse_1"
// expect: expected{4}
// expect: got{2}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
inline constexpr eg::compressed_weights<4, 2, 3> w{{0, 2, 3}, {0, 1, 3}, {.5f, 1, -1}};
#else
inline constexpr eg::compressed_weights<4, 2, 3> w{{0, 2, 3}, {0, 1, 4}, {.5f, 1, -1}};
#endif
constexpr auto net = eg::input<4> | eg::sparse<w>;

int main() { eg::model<net> model; }
