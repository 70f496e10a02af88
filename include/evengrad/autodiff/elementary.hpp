// The elementary functions of tensors, element by element.
#pragma once
#include <evengrad/autodiff/tensor.hpp>
#include <evengrad/op/erf.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/log1p.hpp>
#include <evengrad/op/power.hpp>
#include <evengrad/op/root.hpp>
#include <evengrad/op/trigonometry.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <a_tensor A>
constexpr A exp(const A& x) {
  return each<exp_op, A>(x);
}
template <a_tensor A>
constexpr A log(const A& x) {
  return each<log_op, A>(x);
}
template <a_tensor A>
constexpr A expm1(const A& x) {
  return each<expm1_op, A>(x);
}
template <a_tensor A>
constexpr A log1p(const A& x) {
  return each<log1p_op, A>(x);
}
template <a_tensor A>
constexpr A sqrt(const A& x) {
  return each<sqrt_op, A>(x);
}
template <a_tensor A>
constexpr A rsqrt(const A& x) {
  return each<rsqrt_op, A>(x);
}
template <a_tensor A>
constexpr A sin(const A& x) {
  return each<sin_op, A>(x);
}
template <a_tensor A>
constexpr A cos(const A& x) {
  return each<cos_op, A>(x);
}
namespace math {
template <a_tensor A>
constexpr A tanh(const A& x) {
  return each<tanh_op, A>(x);
}
}  // namespace math
template <a_tensor A>
constexpr A logistic(const A& x) {
  return each<logistic_op, A>(x);
}
template <a_tensor A>
constexpr A erf(const A& x) {
  return each<erf_op, A>(x);
}
template <a_tensor A>
constexpr A normal_cdf(const A& x) {
  return each<normal_cdf_op, A>(x);
}
template <a_tensor A>
constexpr A abs(const A& x) {
  return each<abs_op, A>(x);
}
template <a_tensor A, beside<A> B>
constexpr A max(const A& a, const B& b) {
  return each<max_op, A>(a, b);
}
template <a_tensor A, beside<A> B>
constexpr A min(const A& a, const B& b) {
  return each<min_op, A>(a, b);
}
template <a_tensor A, beside<A> B>
constexpr A pow(const A& x, const B& y) {
  if constexpr (std::is_same_v<typename A::value_type, symbol>) return {pow(x.whole, whole(y))};
  else return each<pow_op, A>(x, y);
}

}  // namespace evengrad::inline EVENGRAD_ISA
