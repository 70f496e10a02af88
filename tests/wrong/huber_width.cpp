// A parabola without width.
// expect: the_width_is_positive
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::huber<1, 2>, eg::sgd{});
#else
  eg::fit(model, eg::dataset{}, eg::huber<0>, eg::sgd{});
#endif
}
