// Figures of a network that does not fit together.
// expect: this_network_does_not_fit_together
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::residual(eg::dense<8>);
#else
constexpr auto net = eg::input<8> | eg::residual(eg::dense<9>);
#endif

static_assert(eg::parameter_count(net) == 72);
