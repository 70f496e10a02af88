// Rows of compressed weights begin one behind the other.
// expect: starts of compressed weights begin with 0, never fall, and end with the number of values
// expect: "sparse_1"
// expect: got{1}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
inline constexpr eg::compressed_weights<4, 2, 3> w{{0, 2, 3}, {0, 1, 3}, {.5f, 1, -1}};
#else
inline constexpr eg::compressed_weights<4, 2, 3> w{{0, 2, 1}, {0, 1, 3}, {.5f, 1, -1}};
#endif
constexpr auto net = eg::input<4> | eg::sparse<w>;

int main() { eg::model<net> model; }
