// RAdam (Liu et al. 2020, algorithm 2): Adam without the root while too few gradients were seen to trust it.
#pragma once
#include <evengrad/optim/adam.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// ρ∞ = 2 / (1 − β2) − 1 and ρ = ρ∞ − 2 t β2ᵗ / (1 − β2ᵗ). Up to ρ = 5 (4 in the paper, 5 in its program and in
/// PyTorch) the direction is rate · m̂, then r · rate · m̂ / (√v̂ + ε) with
/// r² = (ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ).
struct radam {
  static constexpr int slots = 2;
  double learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  auto at(step_facts f) const {
    const double power = whole_power(beta2, f.step), limit = 2 / (1 - beta2) - 1,
                 length = limit - 2 * double(f.step) * power / (1 - power), c1 = 1 - whole_power(beta1, f.step);
    const bool trusted = length > 5;
    const double r =
        trusted ? std::sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) : 1;
    return [b1 = beta1, b2 = beta2, rate = learning_rate * r / c1, root = 1 / std::sqrt(1 - power), tiny = epsilon,
            trusted]<class P>(P d, P, P* slot) {
      using T = typename P::value_type;
      slot[0] = fma(P(T(1 - b1)), d, P(P(T(b1)) * slot[0]));
      slot[1] = fma(P(P(T(1 - b2)) * d), d, P(P(T(b2)) * slot[1]));
      const P mean = P(P(T(rate)) * slot[0]);
      return trusted ? P(mean / fma(P(T(root)), sqrt(slot[1]), P(T(tiny)))) : mean;
    };
  }
  void check() const { check_moments("radam", *this); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
