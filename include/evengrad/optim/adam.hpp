// Adam (Kingma & Ba 2015, algorithm 1) and AdamW (Loshchilov & Hutter 2019, algorithm 2).
#pragma once
#include <evengrad/core/fma.hpp>
#include <evengrad/optim/transform.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²; the direction is rate · m̂ / (√v̂ + ε), where a hat divides by 1 − βᵗ.
struct adam {
  static constexpr int slots = 2;
  double learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  auto at(step_facts f) const {
    // The slots are m / (1 − β1) and v / (1 − β2), which saves the products with these; both corrections are in the
    // rate and in epsilon: rate · m̂ / (√v̂ + ε) = r · m / (√v + e).
    const double c1 = (1 - std::pow(beta1, double(f.step))) / (1 - beta1),
                 c2 = std::sqrt((1 - std::pow(beta2, double(f.step))) / (1 - beta2));
    return [b1 = beta1, b2 = beta2, rate = learning_rate * c2 / c1, tiny = epsilon * c2]<class P>(P d, P, P* slot) {
      using T = typename P::value_type;
      slot[0] = fma(P(T(b1)), slot[0], d);
      slot[1] = fma(d, d, P(P(T(b2)) * slot[1]));
      return P(P(T(rate)) * P(slot[0] / (sqrt(slot[1]) + P(T(tiny)))));
    };
  }
  void check() const {
    check_positive("adam.learning_rate", learning_rate), check_positive("adam.epsilon", epsilon);
    check_share("adam.beta1", beta1), check_share("adam.beta2", beta2);
  }
};

/// Adam, and beside it the weight shrinks by learning_rate · weight_decay · w.
struct adamw {
  static constexpr int slots = 2;
  double learning_rate = 1e-3, weight_decay = 1e-2, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  auto at(step_facts f) const {
    return [rule = adam{learning_rate, beta1, beta2, epsilon}.at(f), shrink = learning_rate * weight_decay]<class P>(
               P d, P w, P* slot) { return P(rule(d, w, slot) + P(typename P::value_type(shrink)) * w); };
  }
  void check() const {
    adam{learning_rate, beta1, beta2, epsilon}.check();
    check_not_negative("adamw.weight_decay", weight_decay);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
