// A learning rate is chained like a transform.
// expect: an optimizer is a transform
// expect: double
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::chain(eg::momentum{}, eg::sgd{0.1}));
#else
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::chain(eg::momentum{}, 0.1));
#endif
}
