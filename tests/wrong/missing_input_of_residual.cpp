// A combinator cannot begin a network either.
// expect: a network begins with the shape of one example
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::residual(eg::dense<8>);
#else
constexpr auto net = eg::residual(eg::dense<8>) | eg::relu;
#endif

int main() { eg::model<net> model; }
