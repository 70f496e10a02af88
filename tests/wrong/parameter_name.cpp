// A parameter that the network does not have.
// expect: the_network_has_no_parameter_of_this_name
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  model["dense_1.w"](0) = 1;
#else
  model["dense_9.w"](0) = 1;
#endif
}
