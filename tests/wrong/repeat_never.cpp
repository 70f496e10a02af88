// A block that is repeated zero times.
// expect: how often a block is repeated, must be at least 1
// expect: expected{1}
// expect: got{0}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::repeat<1>(eg::dense<8>);
#else
constexpr auto net = eg::input<8> | eg::repeat<0>(eg::dense<8>);
#endif

int main() { eg::model<net> model; }
