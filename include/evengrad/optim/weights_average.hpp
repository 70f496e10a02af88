// The average of the weights along the way (Polyak & Juditsky 1992), with a memory that fades.
#pragma once
#include <evengrad/optim/adam.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Last in a chain. After each step a ← a + (1 − decay) / (1 − decayᵗ) · (w − a), which is the average of all weights
/// so far in which those of n steps ago count decayⁿ. Training goes on with w and ends with a: `fit` sees to it, and in
/// a loop by hand `rule.finish(model.weights(), model.weight_count())`. Running averages of batch norm are those that
/// belong to w.
struct weights_average {
  static constexpr int slots = 1, result_slot = 0;
  double decay = 0.999;
  auto at(step_facts f) const {
    return [part = (1 - decay) / (1 - whole_power(decay, f.step))]<class P>(P d, P w, P* mean) {
      *mean = fma(P(typename P::value_type(part)), P(P(w - d) - *mean), *mean);
      return d;
    };
  }
  void check() const { check_share("weights_average.decay", decay); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
