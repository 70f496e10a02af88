// The Gaussian error linear unit (Hendrycks & Gimpel 2016): x times the probability that a normal number is below x.
#pragma once
#include <evengrad/op/erf.hpp>
#include <evengrad/op/hyperbolic.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct gelu_op {
  static constexpr std::string_view name = "gelu";
  static constexpr auto value(auto x) { return x * normal_cdf(x); }
  static constexpr auto derivative(auto x, auto) {
    return normal_cdf(x) + 0.3989422804014327 * (x * exp(-0.5 * (x * x)));  // 1/√2π
  }
};
/// x Φ(x); the derivative is at most 1.129.
inline constexpr elementwise<gelu_op> gelu;

struct gelu_tanh_op {
  static constexpr std::string_view name = "gelu_tanh";
  template <class X>
  static constexpr X value(X x) {
    return x * logistic(twice_inner(x));  // ½(1 + tanh z) is logistic(2z)
  }
  template <class X>
  static constexpr auto derivative(X x, auto) {
    const auto s = logistic(twice_inner(x));
    return s + x * s * (1. - s) * (2 * scale + 6 * scale * cubic * (x * x));
  }

 private:
  static constexpr double scale = 0.7978845608028654, cubic = 0.044715;  // √(2/π)
  template <class X>
  static constexpr X twice_inner(X x) {
    return X(2 * scale) * x + X(2 * scale * cubic) * (x * x * x);
  }
};
/// ½ x (1 + tanh(√(2/π)(x + 0.044715 x³))), within 5e-4 of gelu.
inline constexpr elementwise<gelu_tanh_op> gelu_tanh;

struct gelu_sigmoid_op {
  static constexpr std::string_view name = "gelu_sigmoid";
  static constexpr double steepness = 1.702;
  template <class X>
  static constexpr X value(X x) {
    return x * logistic(X(X(steepness) * x));
  }
  static constexpr auto derivative(auto x, auto y) {
    const auto s = logistic(steepness * x);
    return s + steepness * (y * (1. - s));
  }
};
/// x σ(1.702 x), within 0.0204 of gelu (section 2 of the paper).
inline constexpr elementwise<gelu_sigmoid_op> gelu_sigmoid;

}  // namespace evengrad::inline EVENGRAD_ISA
