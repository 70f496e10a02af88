// Square root and its reciprocal.
#pragma once
#include <evengrad/core/sqrt.hpp>
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct sqrt_op {
  static constexpr std::string_view name = "sqrt";
  static constexpr auto value(auto x) { return sqrt(x); }
  static constexpr auto derivative(auto, auto y) { return 0.5 / y; }
};
struct rsqrt_op {
  static constexpr std::string_view name = "rsqrt";
  static constexpr auto value(auto x) { return rsqrt(x); }
  static constexpr auto derivative(auto, auto y) { return -0.5 * y * y * y; }
};
constexpr symbol sqrt(symbol x) { return map(info<sqrt_op>, x); }
constexpr symbol rsqrt(symbol x) { return map(info<rsqrt_op>, x); }

}  // namespace evengrad::inline EVENGRAD_ISA
