// Targets of another width than the loss compares.
// expect: rows are as wide as the input of the network, targets as the loss compares
// expect: expected{1}
// expect: got{3}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  const float x[4][8]{}, y[4][1]{};
  eg::optimizer<float, eg::sgd> rule(eg::sgd{});
  model.step(eg::cross_entropy, x, y, rule);
#else
  const float x[4][8]{}, y[4][3]{};
  eg::optimizer<float, eg::sgd> rule(eg::sgd{});
  model.step(eg::cross_entropy, x, y, rule);
#endif
}
