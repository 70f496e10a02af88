// A head that has no bias to set.
// expect: a head bias needs a network that ends with one: dense with its bias, before nothing but a sigmoid
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::dense<3> | eg::softmax;
#endif

int main() {
  eg::model<net> model;
  eg::set_head_bias(model, eg::dataset{}, eg::cross_entropy);
}
