// Adagrad (Duchi, Hazan & Singer 2011, figure 1 with diagonal matrices): rates that fall where gradients were large.
#pragma once
#include <evengrad/optim/chain.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// s ← s + g²; the direction is learning_rate · g / (√(initial + s) + ε).
struct adagrad {
  static constexpr int slots = 1;
  double learning_rate = 1e-2, initial = 0, epsilon = 1e-10;
  auto at(step_facts) const {
    return [rate = learning_rate, begin = initial, tiny = epsilon]<class P>(P d, P, P* s) {
      using T = typename P::value_type;
      *s = fma(d, d, *s);
      return P(P(T(rate)) * d / (sqrt(P(*s + P(T(begin)))) + P(T(tiny))));
    };
  }
  void check() const {
    check_positive("adagrad.learning_rate", learning_rate), check_not_negative("adagrad.initial", initial);
    check_positive("adagrad.epsilon", epsilon);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
