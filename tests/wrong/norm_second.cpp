// What needs the norm of the gradients stands behind what changes them.
// expect: a transform that needs it comes first in the chain
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto rule = eg::chain(eg::clip_by_global_norm{1.}, eg::adam{});
#else
constexpr auto rule = eg::chain(eg::adam{}, eg::clip_by_global_norm{1.});
#endif

int main() { rule.check(); }
