// Parts side by side differ in another axis than the last.
// expect: concat joins along the last axis
// expect: "dense_2"
// expect: expected{6}
// expect: got{4}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<6, 4> | eg::concat(eg::dense<3>, eg::dense<5>);
#else
constexpr auto net = eg::input<6, 4> | eg::concat(eg::dense<3>, eg::reshape_to<4, 6> | eg::dense<5>);
#endif

int main() { eg::model<net> model; }
