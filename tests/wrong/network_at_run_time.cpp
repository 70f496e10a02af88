// A network that is not a constant.
// expect: a network is built while compiling
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<3> | eg::dropout(0.5);
#else
auto net = eg::input<8> | eg::dense<3> | eg::dropout(0.5);
#endif

int main() { eg::model<net> model; }
