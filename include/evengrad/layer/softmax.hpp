// Softmax and its logarithm over the last axis.
#pragma once
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/exponential.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The largest is taken off first, so nothing overflows; the quotient does not change by it.
struct softmax_t : layer {
  static constexpr std::string_view name = "softmax";
  constexpr symbol formula(symbol x) const {
    const symbol e = exp(x - detach(largest(x)));
    return e / sum(e);
  }
};
/// e^x / Σ e^x: positive numbers that sum to 1. A network that is trained with cross_entropy ends without it.
inline constexpr softmax_t softmax;

struct log_softmax_t : layer {
  static constexpr std::string_view name = "log_softmax";
  constexpr symbol formula(symbol x) const {
    const symbol d = x - detach(largest(x));
    return d - log(sum(exp(d)));
  }
};
/// x − log Σ e^x.
inline constexpr log_softmax_t log_softmax;

}  // namespace evengrad::inline EVENGRAD_ISA
