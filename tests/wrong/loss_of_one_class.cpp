// Cross entropy of one output, which is always right.
// expect: this loss does not fit this network
// expect: "the loss"
// expect: expected{2}
// expect: got{1}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<2>;
#else
constexpr auto net = eg::input<8> | eg::dense<1>;
#endif

int main() {
  eg::model<net> model;
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::sgd{0.1});
}
