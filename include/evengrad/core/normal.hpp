// The distribution function of the standard normal law.
#pragma once
#include <evengrad/core/exp.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// (t + k) Φ(−t) e^(t²/2) for 0 ≤ t ≤ limit, as a polynomial in (t − k)/(t + k).
template <class E>
struct normal_constants;
template <>
struct normal_constants<float> {
  static constexpr float k = 3, limit = 14.5f;
  static constexpr float c[] = {0.729083717f,   -0.509332001f, 0.230017081f,     -0.0472601838f,   -0.0104585737f,
                                0.00694546383f, 0.0010088376f, -0.000959962897f, -0.000198351394f, 5.94352205e-05f};
};
template <>
struct normal_constants<double> {
  static constexpr double k = 4, limit = 39;
  static constexpr double c[] = {
      0.7552851304157515,     -0.6078966419718921,     0.3871374007422144,      -0.1865218579596615,
      0.06039657489083049,    -0.007540188966540518,   -0.0034796923639406137,  0.0016308184544494083,
      0.00013334426653099137, -0.00023109491019523488, -1.9079275977782035e-06, 3.514458822115868e-05,
      7.152211356817249e-07,  -5.920033669868361e-06,  -6.25691206167142e-07,   1.0218444050720784e-06,
      2.647032130367886e-07,  -1.5652120366469327e-07, -7.759345489308462e-08,  1.599131322752346e-08,
      1.4752377395164138e-08, -3.0953349432309114e-10, -1.2101616236657492e-09};
};

/// Φ(x), the probability that a standard normal number is below x, within 6 ulp, also far below zero.
template <real T>
EVENGRAD_INLINE constexpr T normal_cdf(T x) {
  using K = normal_constants<element_of<T>>;
  if (is_constant_nan(x)) return x;
  const T t = min(abs(x), K::limit);
  const T inverse = T(1) / (t + T(K::k)), ratio = polynomial((t - T(K::k)) * inverse, K::c) * inverse;
  const T square = t * t;  // its error, times the exponent, would be seen in the tail
  const exp_parts<T> e(T(-0.5f) * square, T(-0.5f) * product_error(t, t, square));
  const T tail = e.scale(e.careful_value() * ratio);
  return select(x > T(0), T(1) - tail, tail);
}

}  // namespace evengrad::inline EVENGRAD_ISA
