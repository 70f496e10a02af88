// Natural logarithms of x and of 1 + x.
#pragma once
#include <evengrad/core/exp.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// float: (log(1 + f) − f + f²/2)/f³ on √½ ≤ 1 + f ≤ √2. double: with s = f/(2 + f), (log(1 + f) − 2s)/s³ as a
// polynomial in s²; one division is less work than the twenty terms it saves.
template <class E>
struct log_constants;
template <>
struct log_constants<float> {
  static constexpr unsigned root_half = 0x3f3504f3;
  static constexpr float c[] = {0.333333105f,  -0.249999881f, 0.200022325f,  -0.166691899f, 0.142183825f,
                                -0.123849675f, 0.118760824f,  -0.117889412f, 0.0690766945f};
};
template <>
struct log_constants<double> {
  static constexpr unsigned long long root_half = 0x3fe6a09e667f3bcd;
  static constexpr double c[] = {0.6666666666666737, 0.3999999999939346,  0.2857142874746988, 0.2222219801595703,
                                 0.1818359506703721, 0.15313220257485968, 0.14804679135440707};
};

/// A positive normal number as 2^k (1 + f) with √½ ≤ 1 + f < √2.
template <real T>
struct log_parts {
  T k, f;
  EVENGRAD_INLINE constexpr log_parts(T x) {
    using L = layout<element_of<T>>;
    constexpr auto root_half = log_constants<element_of<T>>::root_half, one = to_bits(element_of<T>(1));
    const auto b = to_bits(x) + (one - root_half);
    k = from_bits<T>((b >> L::mantissa) + to_bits(L::shifter)) - T(L::shifter + L::bias);
    f = from_bits<T>((b & ((decltype(one)(1) << L::mantissa) - 1)) + root_half) - T(1);
  }
};

/// k log 2 + log(1 + f) + low, for a small correction `low`.
template <real T>
EVENGRAD_INLINE constexpr T log_of(log_parts<T> p, T low) {
  using E = element_of<T>;
  using C = log_constants<E>;
  const T f = p.f, k = p.k;
  T rest;
  if constexpr (sizeof(E) == 4) rest = fma(f * f, fma(f, horner(f, C::c), T(-0.5f)), low);
  else {
    const T s = f / (T(2) + f), z = s * s, half = T(0.5) * f;
    rest = fma(-half, f, fma(s, fma(z, horner(z, C::c), half * f), low));  // log(1+f) = f − f²/2 + s (f²/2 + R(s²))
  }
  return fma(k, T(exp_constants<E>::high), f + rest);
}

/// log x, within 1 ulp; −∞ at zero, NaN below.
template <real T>
EVENGRAD_INLINE constexpr T log(T x) {
  using E = element_of<T>;
  using L = layout<E>;
  if (is_constant_nan(x)) return x;
  const auto tiny = x < T(L::smallest_normal);
  constexpr E up = E(1ull << L::mantissa);
  auto p = log_parts<T>(select(tiny, x * T(up), x));
  p.k = select(tiny, p.k - T(L::mantissa), p.k);
  const T y = log_of(p, p.k * T(exp_constants<E>::low));
  const T outside = select(x == T(0), T(-L::infinity), select(x < T(0), T(L::nan), x));
  return select(x > T(0) && x < T(L::infinity), y, outside);
}

/// log(1 + x), within 2 ulp, also where it is near zero; −∞ at −1, NaN below.
template <real T>
EVENGRAD_INLINE constexpr T log1p(T x) {
  using E = element_of<T>;
  using L = layout<E>;
  if (is_constant_nan(x)) return x;
  const auto inside = x > T(-1) && x < T(L::infinity);
  const T a = select(inside, x, T(0)), u = T(1) + a;
  const T t = u - a, lost = (T(1) - t) + (a - (u - t));  // 1 + x = u + lost exactly
  auto p = log_parts<T>(u);
  const auto near = p.k == T(0);
  p.f = select(near, a, p.f);
  const T low = fma(p.k, T(exp_constants<E>::low), select(near, T(0), lost / u));
  const T y = select(abs(x) < T(E(1e-30)), x, log_of(p, low));
  const T outside = select(x == T(-1), T(-L::infinity), select(x < T(-1), T(L::nan), x));
  return select(inside, y, outside);
}

}  // namespace evengrad::inline EVENGRAD_ISA
