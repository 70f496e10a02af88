// Sine and cosine, for symbols as for numbers.
#pragma once
#include <evengrad/core/trigonometry.hpp>
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

constexpr symbol sin(symbol x);
constexpr symbol cos(symbol x);

struct sin_op {
  static constexpr std::string_view name = "sin";
  static constexpr auto value(auto x) { return sin(x); }
  static constexpr auto derivative(auto x, auto) { return cos(x); }
};
struct cos_op {
  static constexpr std::string_view name = "cos";
  static constexpr auto value(auto x) { return cos(x); }
  static constexpr auto derivative(auto x, auto) { return -sin(x); }
};
constexpr symbol sin(symbol x) { return map(info<sin_op>, x); }
constexpr symbol cos(symbol x) { return map(info<cos_op>, x); }

}  // namespace evengrad::inline EVENGRAD_ISA
