// The leaky rectifier (Maas, Hannun & Ng 2013): a slope, not zero, below zero.
#pragma once
#include <evengrad/op/select.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of x and the slope, which may be learned. The derivative at 0 is the slope.
struct leaky_relu_op {
  static constexpr std::string_view name = "leaky_relu";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x, auto slope) { return select(x > decltype(x)(0.), x, slope * x); }
  static constexpr auto derivative(auto x, auto slope, auto) {
    const decltype(x) zero(0.), one(1.);
    return partials{select(x > zero, one, slope), select(x > zero, zero, x)};
  }
};
struct leaky_relu_t : layer {
  static constexpr std::string_view name = "leaky_relu";
  double slope;
  constexpr leaky_relu_t(double s) : slope(s) {}
  constexpr auto operator()(auto x) const { return with_number<leaky_relu_op>(x, slope); }
  constexpr symbol formula(symbol x) const { return map(info<leaky_relu_op>, x, slope); }
};
/// x where x > 0, else slope · x; a layer, and a function of numbers, symbols and tensors. The derivative at 0 is the
/// slope.
consteval leaky_relu_t leaky_relu(double slope = 0.01) { return {slope}; }

}  // namespace evengrad::inline EVENGRAD_ISA
