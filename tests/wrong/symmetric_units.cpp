// Units that stay alike.
// expect: units that begin alike and get the same gradient stay alike
// expect: "dense_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<2> | eg::dense<8, eg::init::he_normal> | eg::relu | eg::dense<1, eg::init::zeros>;
#else
constexpr auto net = eg::input<2> | eg::dense<8, eg::init::zeros> | eg::relu | eg::dense<1, eg::init::zeros>;
#endif
static_assert(eg::healthy<net>());

int main() {}
