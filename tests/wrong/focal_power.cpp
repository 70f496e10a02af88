// A power that is no whole number from 0 on.
// expect: a_whole_power
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::focal<2>, eg::sgd{});
#else
  eg::fit(model, eg::dataset{}, eg::focal<-1>, eg::sgd{});
#endif
}
