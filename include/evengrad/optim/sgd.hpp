// Gradient descent, with momentum (Polyak 1964) or Nesterov's look ahead (1983; in the form of Sutskever et al. 2013).
#pragma once
#include <evengrad/optim/transform.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// w ← w − learning_rate · g
struct sgd {
  static constexpr int slots = 0;
  double learning_rate = 1e-2;
  auto at(step_facts) const {
    return [rate = learning_rate]<class P>(P d, P, P*) { return d * P(typename P::value_type(rate)); };
  }
  void check() const { check_positive("sgd.learning_rate", learning_rate); }
};

/// m ← decay · m + g; the direction is learning_rate · m, or with nesterov learning_rate · (g + decay · m).
struct momentum {
  static constexpr int slots = 1;
  double learning_rate = 1e-2, decay = 0.9;
  bool nesterov = false;
  auto at(step_facts) const {
    return [rate = learning_rate, mu = decay, ahead = nesterov]<class P>(P d, P, P* m) {
      using T = typename P::value_type;
      *m = P(*m * P(T(mu)) + d);
      return P(P(T(rate)) * (ahead ? P(d + P(T(mu)) * *m) : *m));
    };
  }
  void check() const { check_positive("momentum.learning_rate", learning_rate), check_share("momentum.decay", decay); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
