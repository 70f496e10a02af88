// Groups of unequal size.
// expect: groups are of equal size
// expect: "group_norm_1"
// expect: got{3}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::group_norm<4>;
#else
constexpr auto net = eg::input<8> | eg::group_norm<3>;
#endif

int main() { eg::model<net> model; }
