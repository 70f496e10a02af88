// The four operations: the ops that the graph itself simplifies.
#pragma once
#include <evengrad/graph/op.hpp>

namespace evengrad::inline EVENGRAD_ISA {

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

}  // namespace evengrad::inline EVENGRAD_ISA
