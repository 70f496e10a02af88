// The focal loss (Lin et al. 2017, equations 4 and 5): cross entropy that looks away from what is right already.
#pragma once
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/log1p.hpp>
#include <evengrad/op/power.hpp>
#include <evengrad/op/softplus.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int Power>
concept a_whole_power = Power >= 0 && Power <= 32;

template <int Power>
struct focal_t : by_index {
  static constexpr symbol formula(symbol y, symbol target) {
    const symbol d = y - detach(largest(y)), of_class = equal(column_index(y), target), power = exp(d);
    const symbol all = sum(power), minus_log = log(all) - sum(d * of_class);
    if constexpr (Power == 0) return minus_log;
    else return pow(sum(power * (1. - of_class)) / all, double(Power)) * minus_log;  // 1 − p without a difference
  }
  static constexpr double link(double mean, int) { return log(mean); }
};
/// (1 − p)^Power · −log p, where p is softmax(y) of the class that the target is the index of.
template <int Power = 2>
requires a_whole_power<Power>
inline constexpr focal_t<Power> focal;

template <int Power, int Numerator, int Denominator>
struct binary_focal_t {
  static constexpr symbol formula(symbol y, symbol target) {
    constexpr double alpha = double(Numerator) / Denominator;
    const symbol right = alpha * target * softplus(-y), wrong = (1. - alpha) * (1. - target) * softplus(y);
    if constexpr (Power == 0) return mean(right + wrong);
    else return mean(pow(logistic(-y), double(Power)) * right + pow(logistic(y), double(Power)) * wrong);
  }
};
/// mean of α t (1 − p)^Power · −log p + (1 − α) (1 − t) p^Power · −log(1 − p) with p = σ(y) and α = Numerator /
/// Denominator; the target is 0 or 1 for each output, which is a logit.
template <int Power = 2, int Numerator = 1, int Denominator = 4>
requires a_whole_power<Power> && the_share_lies_in_0_1<Numerator, Denominator>
inline constexpr binary_focal_t<Power, Numerator, Denominator> binary_focal;

}  // namespace evengrad::inline EVENGRAD_ISA
