// Dropout (Srivastava et al. 2014), inverted: what stays is divided by its share, so inference is the identity.
#pragma once
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/activation.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A rate from 0 to below 1; anything else is a fault of the layer of x, told in percent.
constexpr bool rate_fits(symbol x, double rate) {
  if (rate >= 0 && rate < 1) return true;
  x.g->fail(fault::rate_must_lie_in_0_1, 0, rate > 1e6 ? 100'000'000 : rate < -1e6 ? -100'000'000 : int(100 * rate));
  return false;
}
/// 1 for what stays, 0 with probability `rate`, by numbers that are uniform in [0, 1).
constexpr symbol kept_at(symbol numbers, double rate) { return step(numbers - (rate - 0x1p-26)); }

struct dropout_t : layer {
  static constexpr std::string_view name = "dropout";
  double rate;
  constexpr dropout_t(double r) : rate(r) {}
  constexpr symbol formula(symbol x) const {
    if (!rate_fits(x, rate) || !x.training() || rate == 0) return x;
    return x * (kept_at(uniform(x), rate) * (1 / (1 - rate)));
  }
};
/// Each element is 0 with probability `rate`, drawn anew each step by a counter-based generator: the backward half
/// draws the same numbers.
constexpr dropout_t dropout(double rate) { return {rate}; }

}  // namespace evengrad::inline EVENGRAD_ISA
