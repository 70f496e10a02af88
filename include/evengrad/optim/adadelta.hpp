// Adadelta (Zeiler 2012, algorithm 1): steps in the units of the weights.
#pragma once
#include <evengrad/optim/chain.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// v ← ρ v + (1 − ρ) g²; u = √(x + ε) / √(v + ε) · g; x ← ρ x + (1 − ρ) u²; the direction is learning_rate · u.
struct adadelta {
  static constexpr int slots = 2;
  double learning_rate = 1, decay = 0.9, epsilon = 1e-6;
  auto at(step_facts) const {
    return [rate = learning_rate, rho = decay, tiny = epsilon]<class P>(P d, P, P* slot) {
      using T = typename P::value_type;
      const P keep = P(T(rho)), take = P(T(1 - rho)), e = P(T(tiny));
      slot[0] = fma(P(take * d), d, P(keep * slot[0]));
      const P u = P(sqrt(P(slot[1] + e)) / sqrt(P(slot[0] + e)) * d);
      slot[1] = fma(P(take * u), u, P(keep * slot[1]));
      return P(P(T(rate)) * u);
    };
  }
  void check() const {
    check_positive("adadelta.learning_rate", learning_rate), check_share("adadelta.decay", decay);
    check_positive("adadelta.epsilon", epsilon);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
