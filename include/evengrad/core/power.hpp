// Powers with any real exponent.
#pragma once
#include <evengrad/core/log.hpp>
#include <evengrad/core/rounding.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// (2 artanh s − 2s − 2s³/3)/s⁵ in s², |s| ≤ 0.172, and 2/3 = high + low.
template <class E>
struct power_constants;
template <>
struct power_constants<float> {
  static constexpr float high = 0.666666687f, low = -1.98682149e-8f, unbounded = 1e30f;
  static constexpr float c[] = {0.399999976f, 0.285719663f, 0.221803248f, 0.195426941f};
};
template <>
struct power_constants<double> {
  static constexpr double high = 0.6666666666666666, low = 3.700743415417188e-17, unbounded = 1e300;
  static constexpr double c[] = {0.39999999999999974, 0.2857142857144682,  0.2222222221716071,  0.18181818912793335,
                                 0.1538455416300669,  0.13336415810349583, 0.11672916720216604, 0.12004192830584179};
};

template <real T>
struct two_parts {
  T high, low;
};

/// log x to about one and a half times the digits of T, for positive normal x.
template <real T>
EVENGRAD_INLINE constexpr two_parts<T> log_in_two_parts(log_parts<T> p) {
  using E = element_of<T>;
  using C = power_constants<E>;
  using L = exp_constants<E>;
  const T f = p.f, k = p.k, d = T(2) + f, d_low = f - (d - T(2)), inverse = T(1) / d;
  const T s = f * inverse, q = s * d, rest = (f - q) - product_error(s, d, q);
  const T s_low = fma(-s, d_low, rest) * inverse;
  const T z = s * s, z_low = fma(s + s, s_low, product_error(s, s, z));
  const T c = s * z, c_low = fma(s, z_low, fma(s_low, z, product_error(s, z, c)));
  const T u = c * T(C::high), u_low = fma(c, T(C::low), fma(c_low, T(C::high), product_error(c, T(C::high), u)));
  const T first = fma(k, T(L::high), s + s), first_low = fma(k, T(L::high), -first) + (s + s);
  const T second = first + u, second_low = (first - second) + u;
  const T tail = fma(c * z, horner(z, C::c), fma(k, T(L::low), fma(T(2), s_low, u_low)));
  const T low = first_low + (second_low + tail), high = second + low;
  return {high, (second - high) + low};
}

/// x to the power y, within 2 ulp; every special case as IEEE 754 and C have it: 1 for y = 0 and for x = 1, NaN for
/// negative x and y that is no integer.
template <real T>
EVENGRAD_INLINE constexpr T pow(T x, same<T> y) {
  using E = element_of<T>;
  using L = layout<E>;
  using K = exp_constants<E>;
  using C = power_constants<E>;
  if (is_constant_nan(x)) return x;
  if (is_constant_nan(y)) return y;
  const T size = abs(x);
  const auto ordinary = size > T(0) && size < T(L::infinity), tiny = size < T(L::smallest_normal);
  auto parts = log_parts<T>(select(ordinary, select(tiny, size * T(E(1ull << L::mantissa)), size), T(1)));
  parts.k = select(tiny && ordinary, parts.k - T(L::mantissa), parts.k);
  const auto log_x = log_in_two_parts(parts);
  const T exponent = max(min(y, C::unbounded), -C::unbounded);
  const T product = exponent * log_x.high;
  const T low = fma(exponent, log_x.low, product_error(exponent, log_x.high, product));
  const T bound = T(L::infinity);
  const T p = select(
      ordinary, product,
      select(size == T(0), select(y > T(0), -bound, bound), select(y > T(0), bound, select(y < T(0), -bound, x))));
  // the rounded product may be above the largest exponent where the power itself is not
  constexpr auto beyond = from_bits<E>(to_bits(K::largest) + 2);
  const auto over = p > T(beyond), under = p < T(K::smallest);
  const exp_parts<T> e(select(over, T(0), select(under, T(K::smallest), p)),
                       select(over || under || !ordinary, T(0), low));
  const T magnitude = select(over, T(L::infinity), e.scale(e.careful_value()));
  const T half = T(0.5f) * y;
  const auto whole = roundeven(y) == y, odd = whole && roundeven(half) != half;
  const T negative = select(whole || !ordinary, select(odd, -magnitude, magnitude), T(L::nan));
  const T result = select(copysign(T(1), x) < T(0), negative, magnitude);
  return select(y == T(0) || x == T(1), T(1), select(y != y, y, select(x != x, x, result)));
}

}  // namespace evengrad::inline EVENGRAD_ISA
