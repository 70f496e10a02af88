// A network that does not say what it takes.
// expect: a network begins with the shape of one example
// expect: "dense_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<4> | eg::relu;
#else
constexpr auto net = eg::dense<4> | eg::relu;
#endif

int main() { eg::model<net> model; }
