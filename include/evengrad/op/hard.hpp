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
    return clamp(x, X(-1.), X(1.));
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
    return clamp(X(x + X(3.)), X(0.), X(6.)) * X(1. / 6);
  }
  static constexpr auto derivative(auto x, auto) { return (1. / 6) * (step(x + 3.) * step(6. - (x + 3.))); }
};
/// (x + 3)/6 between 0 and 1 (Howard et al. 2019); the derivative at ±3 is 0.
inline constexpr elementwise<hard_sigmoid_op> hard_sigmoid;

struct hard_swish_op {
  static constexpr std::string_view name = "hard_swish";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x) { return x * hard_sigmoid_op::value(x); }
  static constexpr auto derivative(auto x, auto) {
    const auto s = hard_sigmoid(x);
    return s + x * hard_sigmoid_op::derivative(x, s);
  }
};
/// x hard_sigmoid(x), a silu of parabola and lines (Howard et al. 2019); the derivative at −3 is 0, at 3 it is 1.
inline constexpr elementwise<hard_swish_op> hard_swish;

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
