// An optimizer by hand, of what is no transform.
// expect: a_transform
// expect: double
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::optimizer<float, eg::adam> rule(eg::adam{});
#else
  eg::optimizer<float, double> rule(0.1);
#endif
}
