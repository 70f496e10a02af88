// Pruning within something that does not say which tensors are compared.
// expect: a pruning scope says which tensors are compared
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::prune(model, eg::weight_mask(model.places()), eg::pruning<eg::magnitude, eg::globally>{});
#else
  eg::prune(model, eg::weight_mask(model.places()), eg::pruning<eg::magnitude, eg::magnitude>{});
#endif
}
