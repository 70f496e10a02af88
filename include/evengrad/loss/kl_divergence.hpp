// The Kullback–Leibler divergence (1951) of softmax(y) from a distribution, from logits.
#pragma once
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/power.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The target is a number for each class, which sum to 1; 0 log 0 counts as 0.
struct kl_divergence_t {
  static constexpr symbol formula(symbol y, symbol target) {
    const symbol d = y - detach(largest(y));
    return sum(target * (log(max(target, 1e-30)) + log(sum(exp(d))) - d));
  }
  static constexpr double link(double mean, int) { return log(mean); }
};
/// Σ t log(t / softmax(y)): cross entropy less the entropy of the target, so 0 where they agree. Its gradient is that
/// of soft_cross_entropy.
inline constexpr kl_divergence_t kl_divergence;

}  // namespace evengrad::inline EVENGRAD_ISA
