// Rows dropped whole (Huang et al. 2016; Larsson et al. 2017), inverted: what stays is divided by its share.
#pragma once
#include <evengrad/layer/dropout.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct drop_path_t : layer {
  static constexpr std::string_view name = "drop_path";
  double rate;
  constexpr drop_path_t(double r) : rate(r) {}
  constexpr symbol formula(symbol x) const {
    if (!rate_fits(x, rate) || !x.training() || rate == 0) return x;
    shape one = x.dims();
    for (int i = 0; i < one.rank; ++i) one[i] = 1;
    return x * (kept_at(uniform(x, one), rate) * (1 / (1 - rate)));
  }
};
/// Each row, that is each example, is 0 with probability `rate`, by one random number a row and step; at inference
/// nothing changes. It ends a branch: see stochastic_depth.
constexpr drop_path_t drop_path(double rate) { return {rate}; }

}  // namespace evengrad::inline EVENGRAD_ISA
