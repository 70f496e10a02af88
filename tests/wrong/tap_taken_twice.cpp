// Two taps of one name.
// expect: stands at one place of a network
// expect: called<2>{"a"}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::tap<"a"> | eg::dense<8> | eg::tap<"b"> | eg::add(eg::from<"a">, eg::from<"b">);
#else
constexpr auto net = eg::input<8> | eg::tap<"a"> | eg::dense<8> | eg::tap<"a"> | eg::add(eg::from<"a">, eg::from<"a">);
#endif

int main() { eg::model<net> model; }
