// Being sure is paid for.
// expect: the_charge_is_not_negative
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::confidence_penalty<1, 10>, eg::sgd{});
#else
  eg::fit(model, eg::dataset{}, eg::confidence_penalty<-1, 10>, eg::sgd{});
#endif
}
