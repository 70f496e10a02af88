// Pruning by something that does not say what a weight is worth.
// expect: a pruning criterion says what a weight is worth
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

struct smallest {
#ifdef RIGHT
  double score(const eg::weight_seen& w) const { return w.now * w.now; }
#else
  double score(double w) const { return w * w; }
#endif
};

int main() {
  eg::model<net> model;
  eg::prune(model, eg::weight_mask(model.places()), eg::pruning<smallest>{});
}
