// Activations of straight lines, and softsign: bounded functions without an exponential.
#pragma once
#include <evengrad/op/activation.hpp>
#include <evengrad/op/power.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct hard_tanh_op {
  static constexpr std::string_view name = "hard_tanh";
  static constexpr bool cheap = true;
  template <class X>
  static constexpr X value(X x) {
    return max(X(min(x, X(1.))), X(-1.));
  }
  static constexpr auto derivative(auto, auto y) { return step(1. - abs(y)); }
};
/// x between −1 and 1, beyond them −1 and 1; the derivative at both is 0.
inline constexpr elementwise<hard_tanh_op> hard_tanh;

struct hard_sigmoid_op {
  static constexpr std::string_view name = "hard_sigmoid";
  static constexpr bool cheap = true;
  template <class X>
  static constexpr X value(X x) {
    return max(X(min(X(X(1. / 6) * x + X(0.5)), X(1.))), X(0.));
  }
  static constexpr auto derivative(auto, auto y) { return (1. / 6) * (step(y) * step(1. - y)); }
};
/// x/6 + ½ between 0 and 1 (Howard et al. 2019); the derivative at ±3 is 0.
inline constexpr elementwise<hard_sigmoid_op> hard_sigmoid;

struct softsign_op {
  static constexpr std::string_view name = "softsign";
  template <class X>
  static constexpr X value(X x) {
    return x / (X(1.) + abs(x));
  }
  static constexpr auto derivative(auto, auto y) { return square(1. - abs(y)); }
};
/// x / (1 + |x|) (Bergstra et al. 2009).
inline constexpr elementwise<softsign_op> softsign;

}  // namespace evengrad::inline EVENGRAD_ISA
