// The four operations and the sign, for symbols as for numbers.
#pragma once
#include <evengrad/op/op.hpp>

namespace evengrad::inline EVENGRAD_ISA {

constexpr symbol operator+(symbol a, symbol b);
constexpr symbol operator-(symbol a, symbol b);
constexpr symbol operator*(symbol a, symbol b);
constexpr symbol operator/(symbol a, symbol b);
constexpr symbol operator-(symbol a);

struct add_op {
  static constexpr std::string_view name = "+";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return a + b; }
  static constexpr auto derivative(auto, auto, auto) { return partials{1., 1.}; }
};
struct subtract_op {
  static constexpr std::string_view name = "-";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return a - b; }
  static constexpr auto derivative(auto, auto, auto) { return partials{1., -1.}; }
};
struct multiply_op {
  static constexpr std::string_view name = "*";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return a * b; }
  static constexpr auto derivative(auto a, auto b, auto) { return partials{b, a}; }
};
struct divide_op {
  static constexpr std::string_view name = "/";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return a / b; }
  static constexpr auto derivative(auto, auto b, auto y) { return partials{1. / b, -(y / b)}; }
};

constexpr symbol operator+(symbol a, symbol b) { return map(info<add_op>, a, b); }
constexpr symbol operator-(symbol a, symbol b) { return map(info<subtract_op>, a, b); }
constexpr symbol operator*(symbol a, symbol b) { return map(info<multiply_op>, a, b); }
constexpr symbol operator/(symbol a, symbol b) { return map(info<divide_op>, a, b); }
constexpr symbol operator-(symbol a) { return map(info<multiply_op>, -1., a); }

}  // namespace evengrad::inline EVENGRAD_ISA
