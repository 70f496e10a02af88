// Two weights for three classes.
// expect: this loss does not fit this network
// expect: "the loss"
// expect: expected{2}
// expect: got{3}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::weighted_cross_entropy<1, 1, 5>, eg::sgd{0.1});
#else
  eg::fit(model, eg::dataset{}, eg::weighted_cross_entropy<1, 5>, eg::sgd{0.1});
#endif
}
