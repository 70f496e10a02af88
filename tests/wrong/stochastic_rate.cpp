// A branch that is always dropped.
// expect: the rate of dropout lies from 0 to below 1
// expect: "drop_path_2"
// expect: got{100}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::stochastic_blocks<2>(0.5, eg::dense<8>);
#else
constexpr auto net = eg::input<8> | eg::stochastic_blocks<2>(1, eg::dense<8>);
#endif

int main() { eg::model<net> model; }
