// The hyperbolic tangent and the logistic function: layers, and functions of symbols as of numbers.
#pragma once
#include <evengrad/core/tanh.hpp>
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct tanh_op {
  static constexpr std::string_view name = "tanh";
  static constexpr auto value(auto x) {
    using math::tanh;
    return tanh(x);
  }
  static constexpr auto derivative(auto, auto y) { return (1. - y) * (1. + y); }
};
struct logistic_op {
  static constexpr std::string_view name = "sigmoid";
  static constexpr auto value(auto x) { return logistic(x); }
  static constexpr auto derivative(auto, auto y) { return y * (1. - y); }
};

namespace math {
constexpr symbol tanh(symbol x) { return map(info<tanh_op>, x); }
}  // namespace math
constexpr symbol logistic(symbol x) { return map(info<logistic_op>, x); }

/// The hyperbolic tangent of numbers, packs, duals, symbols and tensors, and a layer.
inline constexpr elementwise<tanh_op> tanh;
/// 1/(1 + e^−x), as a layer; `logistic` is the same function.
inline constexpr elementwise<logistic_op> sigmoid;

}  // namespace evengrad::inline EVENGRAD_ISA
