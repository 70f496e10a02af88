// A number in a chain.
// expect: what stands right of | is not a layer
// expect: int
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<3> | eg::relu;
#else
constexpr auto net = eg::input<8> | 3 | eg::relu;
#endif

int main() { eg::model<net> model; }
