// A gradient of what is not learned.
// expect: the_network_has_no_parameter_of_this_name
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3> | eg::batch_norm;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  model.gradient("batch_norm_1.gamma");
#else
  model.gradient("batch_norm_1.moving_mean");
#endif
}
