// The hyperbolic tangent and the logistic function, which is the same curve moved and scaled.
#pragma once
#include <evengrad/core/exp.hpp>

namespace evengrad::inline EVENGRAD_ISA {

namespace math {
/// (e^x − e^−x)/(e^x + e^−x), within 4 ulp: (e^2|x| − 1)/(e^2|x| + 1) with the sign of x.
template <real T>
EVENGRAD_INLINE constexpr T tanh(T x) {
  constexpr element_of<T> flat = sizeof(element_of<T>) == 4 ? 10 : 20;  // 1 to the last digit from here on
  if (is_constant_nan(x)) return x;
  const T a = min(abs(x), flat);
  const exp_parts<T> e(a + a);
  const T power = e.power(), t = fma(power, e.tail(), power - T(1));
  return copysign(t / (t + T(2)), x);
}
}  // namespace math

/// 1/(1 + e^−x), within 2 ulp. With e = e^−|x|, which never overflows, and q = e/(1 + e) it is 1 − q, or e − e q below
/// zero, where q itself would have lost half a digit more.
template <real T>
EVENGRAD_INLINE constexpr T logistic(T x) {
  using K = exp_constants<element_of<T>>;
  if (is_constant_nan(x)) return x;
  const exp_parts<T> parts(max(-abs(x), K::smallest));
  const T e = parts.scale(parts.careful_value());
  const T m = select(x < T(0), e, T(1));
  return fma(-m, e / (T(1) + e), m);
}

}  // namespace evengrad::inline EVENGRAD_ISA
