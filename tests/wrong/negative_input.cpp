// An input of negative extent.
// expect: must be at least 1
// expect: "the network"
// expect: expected{1}
// expect: got{-28}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<28, 28> | eg::flatten | eg::dense<3>;
#else
constexpr auto net = eg::input<28, -28> | eg::flatten | eg::dense<3>;
#endif

int main() { eg::model<net> model; }
