// Lookahead (Zhang et al. 2019, algorithm 1): weights that go part of the way, now and then, to where a rule went.
#pragma once
#include <evengrad/optim/chain.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Last in a chain. Every `steps` steps: slow ← slow + share · (w − slow), w ← slow. Training ends with the slow
/// weights, which begin where the weights do.
struct lookahead {
  static constexpr int slots = 1, result_slot = 0;
  std::int64_t steps = 5;
  double share = 0.5;
  auto at(step_facts f) const {
    return [part = share, first = f.step == 1, meets = f.step % steps == 0]<class P>(P d, P w, P* slow) {
      if (first) *slow = w;
      if (!meets) return d;
      *slow = fma(P(typename P::value_type(part)), P(P(w - d) - *slow), *slow);
      return P(w - *slow);
    };
  }
  void check() const {
    check_steps("lookahead.steps", steps);
    if (!(share > 0 && share <= 1)) refuse_parameter("lookahead.share", share, "give a number above 0, at most 1");
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
