// What is repeated beside the identity is a layer.
// expect: combinators put layers together
// expect: int
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::residual(eg::dense<8>);
#else
constexpr auto net = eg::input<8> | eg::residual(8);
#endif

int main() { eg::model<net> model; }
