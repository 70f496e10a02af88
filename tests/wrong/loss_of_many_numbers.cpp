// A loss that gives a number for each output.
// expect: the formula of a loss gives one number a row
// expect: "the loss"
// expect: expected{1}
// expect: got{3}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

template <bool Sum>
struct squares {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) {
    const eg::symbol d = (y - target) * (y - target);
    return Sum ? sum(d) : d;
  }
};

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, squares<true>{}, eg::sgd{0.1});
#else
  eg::fit(model, eg::dataset{}, squares<false>{}, eg::sgd{0.1});
#endif
}
