// NAdam (Dozat 2016, algorithm 2 with the same μ at every step): Adam that looks ahead as Nesterov's momentum does.
#pragma once
#include <evengrad/optim/adam.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// m and v as in Adam; m̂ = β1 m / (1 − β1ᵗ⁺¹) + (1 − β1) g / (1 − β1ᵗ); the direction is rate · m̂ / (√v̂ + ε).
struct nadam {
  static constexpr int slots = 2;
  double learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  auto at(step_facts f) const {
    const double c2 = 1 - whole_power(beta2, f.step), next = 1 - whole_power(beta1, f.step + 1),
                 now = 1 - whole_power(beta1, f.step);
    return [b1 = beta1, b2 = beta2, old = learning_rate * beta1 / next, fresh = learning_rate * (1 - beta1) / now,
            root = 1 / std::sqrt(c2), tiny = epsilon]<class P>(P d, P, P* slot) {
      using T = typename P::value_type;
      slot[0] = fma(P(T(1 - b1)), d, P(P(T(b1)) * slot[0]));
      slot[1] = fma(P(P(T(1 - b2)) * d), d, P(P(T(b2)) * slot[1]));
      const P ahead = fma(P(T(old)), slot[0], P(P(T(fresh)) * d));
      return P(ahead / fma(P(T(root)), sqrt(slot[1]), P(T(tiny))));
    };
  }
  void check() const { check_moments("nadam", *this); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
