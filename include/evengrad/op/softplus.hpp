// Smooth rectifiers: softplus, silu (Elfwing et al. 2017; swish) and mish (Misra 2019).
#pragma once
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/log1p.hpp>
#include <evengrad/op/power.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct softplus_op {
  static constexpr std::string_view name = "softplus";
  template <class X>
  static constexpr X value(X x) {
    return select(x > X(37.), x, X(log1p(exp(X(min(x, X(37.)))))));  // beyond, e^−x is lost beside x
  }
  static constexpr auto derivative(auto x, auto) { return logistic(x); }
};
/// log(1 + e^x), finite for every finite x.
inline constexpr elementwise<softplus_op> softplus;

struct silu_op {
  static constexpr std::string_view name = "silu";
  static constexpr auto value(auto x) { return x * logistic(x); }
  static constexpr auto derivative(auto x, auto y) {
    const auto s = logistic(x);
    return s + y * (1. - s);
  }
};
/// x / (1 + e^−x).
inline constexpr elementwise<silu_op> silu;

struct mish_op {
  static constexpr std::string_view name = "mish";
  static constexpr auto value(auto x) { return x * tanh(softplus(x)); }
  static constexpr auto derivative(auto x, auto) {
    const auto t = tanh(softplus(x));
    return t + x * logistic(x) * (1. - t * t);
  }
};
/// x tanh(log(1 + e^x)).
inline constexpr elementwise<mish_op> mish;

}  // namespace evengrad::inline EVENGRAD_ISA
