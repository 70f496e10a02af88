// Rows of another width than the network takes.
// expect: rows are as wide as the input of the network
// expect: expected{8}
// expect: got{7}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  const float x[2][8]{};
  model.predict(x);
#else
  const float x[2][7]{};
  model.predict(x);
#endif
}
