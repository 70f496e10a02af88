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

struct scaled_tanh_op {
  static constexpr std::string_view name = "scaled_tanh";
  static constexpr double height = 1.7159, steepness = 2. / 3;
  template <class X>
  static constexpr X value(X x) {
    using math::tanh;
    return X(height) * tanh(X(X(steepness) * x));
  }
  static constexpr auto derivative(auto, auto y) { return steepness / height * ((height - y) * (height + y)); }
};
/// 1.7159 tanh(2x/3): ±1 at ±1, where its second derivative is largest (LeCun et al. 1998, "Efficient BackProp",
/// section 4.4).
inline constexpr elementwise<scaled_tanh_op> scaled_tanh;

}  // namespace evengrad::inline EVENGRAD_ISA
