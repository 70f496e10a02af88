// Lion (Chen et al. 2023, algorithm 2): the sign of a momentum, every weight by the same amount.
#pragma once
#include <evengrad/core/sign.hpp>
#include <evengrad/optim/weight_decay.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The direction is rate · sign(β1 m + (1 − β1) g); then m ← β2 m + (1 − β2) g.
struct lion_direction {
  static constexpr int slots = 1;
  double learning_rate = 1e-4, beta1 = 0.9, beta2 = 0.99;
  auto at(step_facts) const {
    return [rate = learning_rate, b1 = beta1, b2 = beta2]<class P>(P d, P, P* m) {
      using T = typename P::value_type;
      const P mixed = fma(P(T(b1)), *m, P(P(T(1 - b1)) * d));
      *m = fma(P(T(b2)), *m, P(P(T(1 - b2)) * d));
      return P(P(T(rate)) * sign(mixed));
    };
  }
  void check() const {
    check_positive("lion.learning_rate", learning_rate);
    check_share("lion.beta1", beta1), check_share("lion.beta2", beta2);
  }
};

/// Lion, and beside it the weights of these kinds shrink by learning_rate · weight_decay · w.
struct lion {
  double learning_rate = 1e-4, weight_decay = 0, beta1 = 0.9, beta2 = 0.99;
  parameter_kinds decays = decayed_by_default;
  auto parts() const {
    return chain(lion_direction{learning_rate, beta1, beta2},
                 add_decayed_weights{learning_rate * weight_decay, decays});
  }
  void check() const {
    lion_direction{learning_rate, beta1, beta2}.check();
    check_not_negative("lion.weight_decay", weight_decay);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
