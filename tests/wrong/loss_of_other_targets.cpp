// A loss that compares outputs with targets of another shape.
// expect: operands of a formula do not broadcast
// expect: "the loss"
// expect: expected{3}
// expect: got{2}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

template <int Targets>
struct distance {
  static constexpr eg::shape target(const eg::shape&) { return {Targets}; }
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) { return sum((y - target) * (y - target)); }
};

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, distance<1>{}, eg::sgd{});
#else
  eg::fit(model, eg::dataset{}, distance<2>{}, eg::sgd{});
#endif
}
