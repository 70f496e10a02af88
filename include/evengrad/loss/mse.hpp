// Squared and absolute differences, averaged over the features.
#pragma once
#include <evengrad/graph/symbol.hpp>
#include <evengrad/op/power.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The target has the shape of the output.
struct mse_t {
  static constexpr symbol formula(symbol y, symbol target) { return mean(square(y - target)); }
  static constexpr double link(double mean, int) { return mean; }
};
/// mean (y − target)²
inline constexpr mse_t mse;

struct mae_t {
  static constexpr symbol formula(symbol y, symbol target) { return mean(abs(y - target)); }
};
/// mean |y − target|; the derivative at equality is 0.
inline constexpr mae_t mae;

}  // namespace evengrad::inline EVENGRAD_ISA
