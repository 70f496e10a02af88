// AMSGrad (Reddi, Kale & Kumar 2018, algorithm 2): Adam that forgets no large gradient.
#pragma once
#include <evengrad/optim/adam.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// m and v as in Adam; u ← max(u, v); the direction is rate · m̂ / (√û + ε), with Adam's corrections of m and u, which
/// the paper leaves out and PyTorch has.
struct amsgrad {
  static constexpr int slots = 3;
  double learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  auto at(step_facts f) const {
    const double c1 = 1 - whole_power(beta1, f.step), c2 = 1 - whole_power(beta2, f.step);
    return [b1 = beta1, b2 = beta2, rate = learning_rate / c1, root = 1 / std::sqrt(c2), tiny = epsilon]<class P>(
               P d, P, P* slot) {
      using T = typename P::value_type;
      slot[0] = fma(P(T(1 - b1)), d, P(P(T(b1)) * slot[0]));
      slot[1] = fma(P(P(T(1 - b2)) * d), d, P(P(T(b2)) * slot[1]));
      slot[2] = max(slot[2], slot[1]);
      return P(P(T(rate)) * slot[0] / fma(P(T(root)), sqrt(slot[2]), P(T(tiny))));
    };
  }
  void check() const { check_moments("amsgrad", *this); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
