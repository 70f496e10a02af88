// The body of a residual gives another shape than it takes.
// expect: residual adds x to what its body makes of it
// expect: "dense_2"
// expect: expected{8}
// expect: got{9}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::residual(eg::dense<4> | eg::relu | eg::dense<8>) | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::residual(eg::dense<4> | eg::relu | eg::dense<9>) | eg::dense<3>;
#endif

int main() { eg::model<net> model; }
