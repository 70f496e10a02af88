// Exponential and logarithm, for symbols as for numbers.
#pragma once
#include <evengrad/core/exp.hpp>
#include <evengrad/core/log.hpp>
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct exp_op {
  static constexpr std::string_view name = "exp";
  static constexpr auto value(auto x) { return exp(x); }
  static constexpr auto derivative(auto, auto y) { return y; }
};
struct log_op {
  static constexpr std::string_view name = "log";
  static constexpr auto value(auto x) { return log(x); }
  static constexpr auto derivative(auto x, auto) { return 1. / x; }
};
constexpr symbol exp(symbol x) { return map(info<exp_op>, x); }
constexpr symbol log(symbol x) { return map(info<log_op>, x); }

/// 1 where both are equal, else 0; nothing is differentiated through it.
struct equal_op {
  static constexpr std::string_view name = "==";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return select(a == b, decltype(a)(1.), decltype(a)(0.)); }
  static constexpr auto derivative(auto, auto, auto) { return partials{0., 0.}; }
};
constexpr symbol equal(symbol a, symbol b) { return map(info<equal_op>, a, b); }

/// x, as a constant of the differentiation.
struct detach_op {
  static constexpr std::string_view name = "detach";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x) { return x; }
  static constexpr auto derivative(auto, auto) { return 0.; }
};
constexpr symbol detach(symbol x) { return map(info<detach_op>, x); }

}  // namespace evengrad::inline EVENGRAD_ISA
