// Dropout for selu networks (Klambauer et al. 2017, section 2): what is dropped becomes selu's lower limit, and the
// result is moved and scaled so that mean 0 and variance 1 stay.
#pragma once
#include <evengrad/core/sqrt.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/op/elu.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct alpha_dropout_t : layer {
  static constexpr std::string_view name = "alpha_dropout";
  double rate;
  constexpr alpha_dropout_t(double r) : rate(r) {}
  constexpr symbol formula(symbol x) const {
    if (!rate_fits(x, rate) || !x.training() || rate == 0) return x;
    const double limit = -selu_op::scale * selu_op::alpha, keep = 1 - rate;
    const double factor = 1 / sqrt(keep + limit * limit * keep * rate), shift = -factor * rate * limit;
    return (x - limit) * (kept_at(uniform(x), rate) * factor) + (factor * limit + shift);
  }
};
/// Each element becomes −1.7581 with probability `rate`, drawn anew each step; at inference nothing changes.
constexpr alpha_dropout_t alpha_dropout(double rate) { return {rate}; }

}  // namespace evengrad::inline EVENGRAD_ISA
