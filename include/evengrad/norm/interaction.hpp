// What normalization does to weight decay, to the learning rate and to dropout in front of it, in closed form.
#pragma once
#include <evengrad/core/sqrt.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// Weights W whose product a normalization with epsilon = 0 takes (no bias between them): f(cW) = f(W) for c > 0, so the
// gradient by cW is that by W over c, and orthogonal to the weights.

/// How far a step of gradient descent turns weights of this length: rate / ‖W‖², the learning rate of W / ‖W‖ (van
/// Laarhoven 2017, arXiv:1706.05350, section 3; Hoffer et al. 2018).
constexpr double effective_learning_rate(double rate, double length) { return rate / (length * length); }

/// Weight decay is a schedule: W ← (1 − rate · decay) W − rate · g says at every step the same as W ← W − r(step) · g
/// without decay, with r(step) = rate / (1 − rate · decay)^(2 step + 1), steps counted from 0.
constexpr double learning_rate_without_decay(double rate, double decay, int step) {
  double r = rate / (1 - rate * decay);
  for (int i = 0; i < step; ++i) r /= (1 - rate * decay) * (1 - rate * decay);
  return r;
}

/// Where ‖W‖ settles under that decay, if the gradient by W / ‖W‖ keeps this length: ‖W‖⁴ = rate · gradient² / (decay
/// (2 − rate · decay)). The effective learning rate is then √(rate · decay (2 − rate · decay)) / gradient (van
/// Laarhoven 2017, section 4, to first order).
constexpr double equilibrium_length(double rate, double decay, double gradient) {
  return sqrt(sqrt(rate * gradient * gradient / (decay * (2 - rate * decay))));
}

/// What epsilon changes: normalizing cW with epsilon is normalizing W with epsilon / c². Weights that grow leave
/// epsilon behind; weights that decay towards √epsilon feel it, and the invariance ends.
constexpr double epsilon_by_scale(double epsilon, double c) { return epsilon / (c * c); }

/// Dropout in front of batch norm (Li et al. 2018, arXiv:1801.05134, section 4): variances are those of training while
/// statistics are gathered, and others at inference. Inputs of the same mean and variance, any two of them with the
/// same correlation, go through dropout and, if there are weights w between, are summed; `alignment` = (Σw)² / Σw²,
/// which is 1 without weights.
struct variance_shift {
  double rate;
  double mean = 0, variance = 1, correlation = 0, alignment = 1;

  /// Over Σw², with dropout (eq. 8 and 15).
  constexpr double in_training() const {
    return (mean * mean + variance) / (1 - rate) - mean * mean + correlation * variance * (alignment - 1);
  }
  /// Over Σw², without.
  constexpr double at_inference() const { return variance * (1 + correlation * (alignment - 1)); }
  /// The variance of what batch norm gives at inference, which should be 1: below it, the more so the larger the rate.
  constexpr double ratio() const { return at_inference() / in_training(); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
