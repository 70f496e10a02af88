// The rectifier and its step.
#pragma once
#include <evengrad/core/sign.hpp>
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct step_op {
  static constexpr std::string_view name = "step";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x) { return select(x > decltype(x)(0.), decltype(x)(1.), decltype(x)(0.)); }
  static constexpr auto derivative(auto, auto) { return 0.; }
};
/// 1 where x > 0, else 0.
constexpr symbol step(symbol x) { return map(info<step_op>, x); }

struct relu_op {
  static constexpr std::string_view name = "relu";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x) { return positive_part(x); }
  static constexpr auto derivative(auto, auto y) { return step(y); }
};
/// max(x, 0), one instruction; the derivative at 0 is 0. A NaN stays a NaN.
inline constexpr elementwise<relu_op> relu;

}  // namespace evengrad::inline EVENGRAD_ISA
