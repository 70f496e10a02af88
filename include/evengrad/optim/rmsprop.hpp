// RMSprop (Tieleman & Hinton 2012, lecture 6e): the gradient over the root of its mean square.
#pragma once
#include <evengrad/optim/transform.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// v ← decay · v + (1 − decay) g²; the direction is learning_rate · g / (√v + ε).
struct rmsprop {
  static constexpr int slots = 1;
  double learning_rate = 1e-3, decay = 0.9, epsilon = 1e-8;
  auto at(step_facts) const {
    return [rate = learning_rate, rho = decay, tiny = epsilon]<class P>(P d, P, P* v) {
      using T = typename P::value_type;
      *v = P(*v + P(T(1 - rho)) * (d * d - *v));
      return P(P(T(rate)) * d / (sqrt(*v) + P(T(tiny))));
    };
  }
  void check() const {
    check_positive("rmsprop.learning_rate", learning_rate), check_positive("rmsprop.epsilon", epsilon);
    check_share("rmsprop.decay", decay);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
