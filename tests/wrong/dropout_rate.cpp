// Everything is dropped.
// expect: the rate of dropout lies from 0 to below 1
// expect: "dropout_1"
// expect: got{150}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<4> | eg::dropout(0.5);
#else
constexpr auto net = eg::input<8> | eg::dense<4> | eg::dropout(1.5);
#endif

int main() { eg::model<net> model; }
