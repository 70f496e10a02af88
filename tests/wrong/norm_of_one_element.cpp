// A normalization over one feature.
// expect: the mean of one element is that element, and nothing is left of it
// expect: "layer_norm_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<4> | eg::layer_norm | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::dense<1> | eg::layer_norm | eg::dense<3>;
#endif
static_assert(eg::strict<net>());

int main() {}
