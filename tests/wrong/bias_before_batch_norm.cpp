// A bias that batch normalization takes off again.
// expect: batch normalization takes this bias off again
// expect: "dense_1"
// expect: "b"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<8, eg::init::he_normal, void> | eg::batch_norm | eg::relu | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::dense<8> | eg::batch_norm | eg::relu | eg::dense<3>;
#endif
static_assert(eg::strict<net>());

int main() {}
