// A repeated body gives another shape than it takes.
// expect: repeat feeds what its body gives to the next copy
// expect: "repeat_1"
// expect: expected{8}
// expect: got{4}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::repeat<3>(eg::dense<8> | eg::relu) | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::repeat<3>(eg::dense<4> | eg::relu) | eg::dense<3>;
#endif

int main() { eg::model<net> model; }
