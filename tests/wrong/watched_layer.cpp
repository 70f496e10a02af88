// A layer is watched that the network does not have.
// expect: what is watched is a layer by its path
// expect: "dense_9"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, eg::watching<"dense_1">(eg::cross_entropy), eg::sgd{});
#else
  eg::fit(model, eg::dataset{}, eg::watching<"dense_9">(eg::cross_entropy), eg::sgd{});
#endif
}
