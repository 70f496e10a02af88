// A chain that begins with a number.
// expect: what stands left of | is not a layer
// expect: int
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<3>;
#else
constexpr auto net = 8 | eg::dense<3>;
#endif

int main() { eg::model<net> model; }
