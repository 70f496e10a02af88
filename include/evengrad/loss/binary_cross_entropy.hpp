// Binary cross entropy from logits.
#pragma once
#include <evengrad/core/log.hpp>
#include <evengrad/graph/symbol.hpp>
#include <evengrad/op/softplus.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The target is a probability (or 0 or 1) for each output; the output is the logit, so the network ends without
/// sigmoid.
struct binary_cross_entropy_t {
  static constexpr symbol formula(symbol y, symbol target) { return mean(softplus(y) - target * y); }
  /// The logit.
  static constexpr double link(double mean, int) { return log(mean / (1 - mean)); }
};
/// mean of −t log σ(y) − (1 − t) log(1 − σ(y)), which is log(1 + e^y) − t y: finite for every finite y.
inline constexpr binary_cross_entropy_t binary_cross_entropy;

}  // namespace evengrad::inline EVENGRAD_ISA
