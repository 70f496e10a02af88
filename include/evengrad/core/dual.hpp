// Forward-mode numbers: a value and its derivative, carried through every operator and elementary function.
#pragma once
#include <evengrad/core/erf.hpp>
#include <evengrad/core/normal.hpp>
#include <evengrad/core/power.hpp>
#include <evengrad/core/sign.hpp>
#include <evengrad/core/sqrt.hpp>
#include <evengrad/core/tanh.hpp>
#include <evengrad/core/trigonometry.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// value + derivative·ε with ε² = 0, over `double`, `float`, a pack, or again a dual, which gives second derivatives.
/// `dual{x, 1}` is the variable that is differentiated by, `dual(c)` a constant; comparisons look at the value.
template <class T>
struct dual : math::argument<dual<T>> {
  T value, derivative;

  dual() = default;
  EVENGRAD_INLINE constexpr dual(T v) : value(v), derivative(T(0)) {}
  template <class S>
  requires(!__is_same(S, T) && requires(S s) { T(s); }) EVENGRAD_INLINE constexpr dual(S v)
      : value(T(v)), derivative(T(0)) {}
  /// Over a pack: the same number in every lane.
  template <class S>
  requires(__is_same(S, typename T::value_type)) EVENGRAD_INLINE constexpr dual(dual<S> x)
      : value(x.value), derivative(x.derivative) {}
  EVENGRAD_INLINE constexpr dual(T v, T d) : value(v), derivative(d) {}

  EVENGRAD_INLINE friend constexpr dual operator+(dual a, dual b) {
    return {a.value + b.value, a.derivative + b.derivative};
  }
  EVENGRAD_INLINE friend constexpr dual operator-(dual a, dual b) {
    return {a.value - b.value, a.derivative - b.derivative};
  }
  EVENGRAD_INLINE friend constexpr dual operator*(dual a, dual b) {
    return {a.value * b.value, fma(a.derivative, b.value, a.value * b.derivative)};
  }
  EVENGRAD_INLINE friend constexpr dual operator/(dual a, dual b) {
    const T y = a.value / b.value;
    return {y, fma(-y, b.derivative, a.derivative) / b.value};
  }
  EVENGRAD_INLINE friend constexpr dual operator-(dual a) { return {-a.value, -a.derivative}; }
  EVENGRAD_INLINE constexpr dual& operator+=(dual b) { return *this = *this + b; }
  EVENGRAD_INLINE constexpr dual& operator-=(dual b) { return *this = *this - b; }
  EVENGRAD_INLINE constexpr dual& operator*=(dual b) { return *this = *this * b; }
  EVENGRAD_INLINE constexpr dual& operator/=(dual b) { return *this = *this / b; }
  EVENGRAD_INLINE friend constexpr auto operator<(dual a, dual b) { return a.value < b.value; }
  EVENGRAD_INLINE friend constexpr auto operator>(dual a, dual b) { return a.value > b.value; }
  EVENGRAD_INLINE friend constexpr auto operator<=(dual a, dual b) { return a.value <= b.value; }
  EVENGRAD_INLINE friend constexpr auto operator>=(dual a, dual b) { return a.value >= b.value; }
  EVENGRAD_INLINE friend constexpr auto operator==(dual a, dual b) { return a.value == b.value; }
  EVENGRAD_INLINE friend constexpr auto operator!=(dual a, dual b) { return a.value != b.value; }
};

template <class E, int N, class T>
EVENGRAD_INLINE constexpr dual<T> select(mask<E, N> m, dual<T> a, dual<T> b) {
  return {select(m, a.value, b.value), select(m, a.derivative, b.derivative)};
}

template <class T>
EVENGRAD_INLINE constexpr dual<T> fma(dual<T> a, same<dual<T>> b, same<dual<T>> c) {
  return {fma(a.value, b.value, c.value), fma(a.derivative, b.value, fma(a.value, b.derivative, c.derivative))};
}

template <class T>
EVENGRAD_INLINE constexpr dual<T> max(dual<T> a, same<dual<T>> b) {
  return select(a < b, b, a);
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> min(dual<T> a, same<dual<T>> b) {
  return select(b < a, b, a);
}

// Constant between their jumps: the derivative is zero where there is one.
template <class T>
EVENGRAD_INLINE constexpr dual<T> step(dual<T> x) {
  return step(x.value);
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> sign(dual<T> x) {
  return sign(x.value);
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> roundeven(dual<T> x) {
  return roundeven(x.value);
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> floor(dual<T> x) {
  return floor(x.value);
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> ceil(dual<T> x) {
  return ceil(x.value);
}

/// max(x, 0) with derivative 0 at 0.
template <class T>
EVENGRAD_INLINE constexpr dual<T> positive_part(dual<T> x) {
  return {positive_part(x.value), step(x.value) * x.derivative};
}
/// x between low and high, with derivative 0 at both.
template <class T>
EVENGRAD_INLINE constexpr dual<T> clamp(dual<T> x, same<dual<T>> low, same<dual<T>> high) {
  return {clamp(x.value, low.value, high.value), step(x.value - low.value) * step(high.value - x.value) * x.derivative};
}
/// |x| with derivative 0 at 0.
template <class T>
EVENGRAD_INLINE constexpr dual<T> abs(dual<T> x) {
  return {abs(x.value), sign(x.value) * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> copysign(dual<T> x, same<dual<T>> y) {
  const T turn = copysign(T(1), x.value) * copysign(T(1), y.value);
  return {copysign(x.value, y.value), turn * x.derivative};
}

template <class T>
EVENGRAD_INLINE constexpr dual<T> sqrt(dual<T> x) {
  const T y = sqrt(x.value);
  return {y, x.derivative / (y + y)};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> rsqrt(dual<T> x) {
  const T y = rsqrt(x.value);
  return {y, T(-0.5) * (y / x.value) * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> exp(dual<T> x) {
  const T y = exp(x.value);
  return {y, y * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> expm1(dual<T> x) {
  return {expm1(x.value), exp(x.value) * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> log(dual<T> x) {
  return {log(x.value), x.derivative / x.value};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> log1p(dual<T> x) {
  return {log1p(x.value), x.derivative / (T(1) + x.value)};
}
namespace math {
template <class T>
EVENGRAD_INLINE constexpr dual<T> tanh(dual<T> x) {
  const T y = tanh(x.value);
  return {y, (T(1) - y) * (T(1) + y) * x.derivative};
}
}  // namespace math
template <class T>
EVENGRAD_INLINE constexpr dual<T> logistic(dual<T> x) {
  const T y = logistic(x.value);
  return {y, y * logistic(-x.value) * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> erf(dual<T> x) {
  return {erf(x.value), T(1.1283791670955126) * exp(-(x.value * x.value)) * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> normal_cdf(dual<T> x) {
  return {normal_cdf(x.value), T(0.3989422804014327) * exp(T(-0.5) * (x.value * x.value)) * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> sin(dual<T> x) {
  return {sin(x.value), cos(x.value) * x.derivative};
}
template <class T>
EVENGRAD_INLINE constexpr dual<T> cos(dual<T> x) {
  return {cos(x.value), -(sin(x.value) * x.derivative)};
}

/// x to the power y; the exponent's part of the derivative counts for positive x only, where it exists.
template <class T>
EVENGRAD_INLINE constexpr dual<T> pow(dual<T> x, same<dual<T>> y) {
  const T power = pow(x.value, y.value);
  const auto grows = x.value > T(0);
  const T by_exponent = select(grows, power * log(select(grows, x.value, T(1))) * y.derivative, T(0));
  return {power, fma(y.value * pow(x.value, y.value - T(1)), x.derivative, by_exponent)};
}

}  // namespace evengrad::inline EVENGRAD_ISA
