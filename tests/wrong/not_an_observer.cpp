// A callback that takes something else than the result of an epoch.
// expect: what stands behind the options of fit
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::sgd{}, {.epochs = 5}, [](const eg::epoch_result&) {});
#else
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::sgd{}, {.epochs = 5}, [](eg::dataset) {});
#endif
}
