// Numbers of another type than the model's.
// expect: numbers of the model's type
// expect: double
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  const float x[8]{};
  model.predict(x, 1);
#else
  const double x[8]{};
  model.predict(x, 1);
#endif
}
