// The hyperbolic tangent and the logistic function, for symbols as for numbers.
#pragma once
#include <evengrad/core/tanh.hpp>
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct tanh_op {
  static constexpr std::string_view name = "tanh";
  static constexpr auto value(auto x) { return tanh(x); }
  static constexpr auto derivative(auto, auto y) { return (1. - y) * (1. + y); }
};
struct logistic_op {
  static constexpr std::string_view name = "logistic";
  static constexpr auto value(auto x) { return logistic(x); }
  static constexpr auto derivative(auto, auto y) { return y * (1. - y); }
};
constexpr symbol tanh(symbol x) { return map(info<tanh_op>, x); }
constexpr symbol logistic(symbol x) { return map(info<logistic_op>, x); }

}  // namespace evengrad::inline EVENGRAD_ISA
