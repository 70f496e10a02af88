// A layer without outputs.
// expect: must be at least 1
// expect: "dense_1"
// expect: expected{1}
// expect: got{0}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<1>;
#else
constexpr auto net = eg::input<8> | eg::dense<0>;
#endif

int main() { eg::model<net> model; }
