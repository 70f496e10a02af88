// An input in the middle of a network.
// expect: input<...> begins a network and can not stand further down
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<4> | eg::relu | eg::dense<2>;
#else
constexpr auto net = eg::input<8> | eg::dense<4> | eg::input<4> | eg::dense<2>;
#endif

int main() { eg::model<net> model; }
