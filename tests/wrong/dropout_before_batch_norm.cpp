// Dropout in front of batch normalization.
// expect: dropout in front of batch normalization
// expect: "batch_norm_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net =
    eg::input<8> | eg::dense<8, eg::init::he_normal, void> | eg::batch_norm | eg::dropout(0.5) | eg::dense<3>;
#else
constexpr auto net =
    eg::input<8> | eg::dropout(0.5) | eg::dense<8, eg::init::he_normal, void> | eg::batch_norm | eg::dense<3>;
#endif
static_assert(eg::strict<net>());

int main() {}
