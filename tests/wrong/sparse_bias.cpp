// The bias of a sparse layer has a number for each output.
// expect: the bias of sparse is an array with one number for each output of its weights
// expect: "sparse_1"
// expect: expected{2}
// expect: got{3}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

inline constexpr eg::compressed_weights<4, 2, 3> w{{0, 2, 3}, {0, 1, 3}, {.5f, 1, -1}};
#ifdef RIGHT
inline constexpr std::array<float, 2> b{1, 2};
#else
inline constexpr std::array<float, 3> b{1, 2, 3};
#endif
constexpr auto net = eg::input<4> | eg::sparse<w, b>;

int main() { eg::model<net> model; }
