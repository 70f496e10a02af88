// A loss that does not say what it computes.
// expect: a loss needs static constexpr eg::symbol formula(eg::symbol output, eg::symbol target)
// expect: hubris
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct huber {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) { return sum((y - target) * (y - target)); }
};
struct hubris {};

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  eg::fit(model, eg::dataset{}, huber{}, eg::sgd{0.1});
#else
  eg::fit(model, eg::dataset{}, hubris{}, eg::sgd{0.1});
#endif
}
