// Exponential linear units: elu (Clevert et al. 2015) and selu, whose outputs tend to mean 0 and variance 1 (Klambauer
// et al. 2017).
#pragma once
#include <evengrad/op/log1p.hpp>
#include <evengrad/op/select.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of x and alpha. The derivative at 0 is alpha.
struct elu_op {
  static constexpr std::string_view name = "elu";
  static constexpr auto value(auto x, auto alpha) { return select(x > decltype(x)(0.), x, alpha * expm1(x)); }
  static constexpr auto derivative(auto x, auto alpha, auto y) {
    const decltype(x) zero(0.), one(1.);
    return partials{select(x > zero, one, y + alpha), select(x > zero, zero, expm1(x))};
  }
};
struct elu_t : layer {
  static constexpr std::string_view name = "elu";
  double alpha;
  constexpr elu_t(double a) : alpha(a) {}
  constexpr auto operator()(auto x) const { return with_number<elu_op>(x, alpha); }
  constexpr symbol formula(symbol x) const { return map(info<elu_op>, x, alpha); }
};
/// x where x > 0, else alpha (e^x − 1); a layer, and a function of numbers, symbols and tensors. The derivative at 0
/// is alpha.
consteval elu_t elu(double alpha = 1) { return {alpha}; }

struct selu_op {
  static constexpr std::string_view name = "selu";
  static constexpr double scale = 1.0507009873554805, alpha = 1.6732632423543772;  // eq. 14 of the paper
  template <class X>
  static constexpr X value(X x) {
    return X(scale) * select(x > X(0.), x, X(X(alpha) * expm1(x)));
  }
  static constexpr auto derivative(auto x, auto y) {
    const decltype(x) zero(0.), slope(scale);
    return select(x > zero, slope, y + scale * alpha);
  }
};
/// 1.0507 · elu(1.6733); with lecun_normal weights the mean 0 and the variance 1 are kept. The derivative at 0 is
/// 1.758.
inline constexpr elementwise<selu_op> selu;

}  // namespace evengrad::inline EVENGRAD_ISA
