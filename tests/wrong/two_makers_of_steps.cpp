// A recorder beside a monitor, which records itself: of two the second would see no step.
// expect: one observer makes the steps that it wants: a monitor has a recorder of its own, monitor.recorder
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
  eg::monitor monitor;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::sgd{}, {.epochs = 5}, monitor);
#else
  eg::recorder recorder;
  eg::fit(model, eg::dataset{}, eg::cross_entropy, eg::sgd{}, {.epochs = 5}, recorder, monitor);
#endif
}
