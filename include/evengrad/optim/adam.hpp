// Adam (Kingma & Ba 2015, algorithm 1) and AdamW (Loshchilov & Hutter 2019, algorithm 2).
#pragma once
#include <evengrad/core/fma.hpp>
#include <evengrad/optim/weight_decay.hpp>

#include <bit>

namespace evengrad::inline EVENGRAD_ISA {

/// x to the n, 0 ≤ x < 1 and n ≥ 1, by squares and without a branch on the bits of n: a step of a tiny network has no
/// time for std::pow.
constexpr double whole_power(double x, std::int64_t n) {
  const auto factor = [&] {  // x or 1, without a branch
    const auto odd = -std::uint64_t(n & 1);
    return std::bit_cast<double>((std::bit_cast<std::uint64_t>(x) & odd) | (std::bit_cast<std::uint64_t>(1.) & ~odd));
  };
  double p = factor();
  while (n >>= 1) {
    if (x < 1e-150) return 0;
    x *= x;
    p *= factor();
  }
  return p;
}

/// The checks of all rules with two moments.
template <class X>
void check_moments(const std::string& rule, const X& x) {
  check_positive((rule + ".learning_rate").c_str(), x.learning_rate);
  check_positive((rule + ".epsilon").c_str(), x.epsilon);
  check_share((rule + ".beta1").c_str(), x.beta1), check_share((rule + ".beta2").c_str(), x.beta2);
}

/// m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²; the direction is rate · m̂ / (√v̂ + ε), where a hat divides by 1 − βᵗ.
struct adam {
  static constexpr int slots = 2;
  double learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  auto at(step_facts f) const {
    // The slots are m / (1 − β1) and v / (1 − β2), which saves the products with these; both corrections are in the
    // rate and in epsilon: rate · m̂ / (√v̂ + ε) = r · m / (√v + e).
    const double c1 = 1 - whole_power(beta1, f.step), c2 = 1 - whole_power(beta2, f.step),
                 root = std::sqrt(c2 / (1 - beta2));
    return [b1 = beta1, b2 = beta2, rate = learning_rate * (1 - beta1) / c1 * root, tiny = epsilon * root]<class P>(
               P d, P, P* slot) {
      using T = typename P::value_type;
      slot[0] = fma(P(T(b1)), slot[0], d);
      slot[1] = fma(d, d, P(P(T(b2)) * slot[1]));
      return P(P(T(rate)) * P(slot[0] / (sqrt(slot[1]) + P(T(tiny)))));
    };
  }
  void check() const { check_moments("adam", *this); }
};

/// Adam, and beside it the weights of these kinds shrink by learning_rate · weight_decay · w.
struct adamw {
  double learning_rate = 1e-3, weight_decay = 1e-2, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  parameter_kinds decays = decayed_by_default;
  auto parts() const {
    return chain(adam{learning_rate, beta1, beta2, epsilon}, add_decayed_weights{learning_rate * weight_decay, decays});
  }
  void check() const {
    check_moments("adamw", *this);
    check_not_negative("adamw.weight_decay", weight_decay);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
