// A loss that does not say which output fits a mean target.
// expect: a head bias follows from the link of a loss: static constexpr double link(double mean, int outputs)
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<1>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::set_head_bias(model, eg::dataset{}, eg::mse);
#else
  eg::set_head_bias(model, eg::dataset{}, eg::hinge);
#endif
}
