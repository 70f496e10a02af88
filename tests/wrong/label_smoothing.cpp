// More is spread than there is.
// expect: the_share_lies_in_0_1
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::smoothed_cross_entropy<1, 10>, eg::sgd{});
#else
  eg::fit(model, eg::dataset{}, eg::smoothed_cross_entropy<11, 10>, eg::sgd{});
#endif
}
