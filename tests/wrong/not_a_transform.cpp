// Something that does not turn a direction.
// expect: a transform
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::sgd{0.1});
#else
  eg::fit(model, eg::dataset{}, eg::cross_entropy, 0.1);
#endif
}
