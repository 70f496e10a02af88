// Sine and cosine.
#pragma once
#include <evengrad/core/fma.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// π/2 as a sum of parts. Where products are exact inside a fused multiply-add, parts of full width; elsewhere short
// ones, whose products with a quotient of 16 bits are exact. `s` is (sin r − r)/r³ and `c` (cos r − 1 + r²/2)/r⁴ in r²,
// |r| ≤ π/4.
template <class E, bool Fused>
struct half_pi;
template <>
struct half_pi<float, true> {
  static constexpr float parts[] = {0x1.921fb6p+0f, -0x1.777a5cp-25f, -0x1.ee59dap-50f};
};
template <>
struct half_pi<float, false> {
  static constexpr float parts[] = {0x1.92p+0f, 0x1.fap-12f, 0x1.54p-20f, 0x1.1p-30f, 0x1.68p-39f, 0x1.84698ap-48f};
};
template <>
struct half_pi<double, true> {
  static constexpr double parts[] = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110};
};
template <>
struct half_pi<double, false> {
  static constexpr double parts[] = {0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2ep-69, 0x1.b839a252049c1p-104};
};
template <class E>
struct sine_constants;
template <>
struct sine_constants<float> {
  static constexpr float limit = 1e5f;
  static constexpr float s[] = {-0.166666508f, 0.00833192188f, -0.000194834996f};
  static constexpr float c[] = {0.0416666418f, -0.00138871034f, 2.44070943e-05f};
};
template <>
struct sine_constants<double> {
  static constexpr double limit = 1e5;
  static constexpr double s[] = {-0.16666666666666627,  0.008333333333321116,   -0.0001984126982874763,
                                 2.755731331652827e-06, -2.505069818816447e-08, 1.5893259083257065e-10};
  static constexpr double c[] = {0.04166666666666659,     -0.0013888888888872138, 2.4801587288233295e-05,
                                 -2.7557313987999733e-07, 2.087567321520939e-09,  -1.1357027573021209e-11};
};

// x − n (parts[0] + parts[1] + …) + lost. Without fused operations a difference may be rounded at several parts; what
// that drops is gathered in `lost`.
template <int I = 0, real T, class E, int K>
EVENGRAD_INLINE constexpr T without_quarters(T n, T x, T lost, const E (&parts)[K]) {
  if constexpr (I == K) return has_fma ? x : x + lost;
  else {
    const T y = fma(n, T(-parts[I]), x);
    if constexpr (!has_fma) lost = lost + ((x - y) - n * T(parts[I]));
    return without_quarters<I + 1>(n, y, lost, parts);
  }
}

/// sin(x + quarters π/2).
template <int Quarters, real T>
EVENGRAD_INLINE constexpr T sine_of_sum(T x) {
  using E = element_of<T>;
  using L = layout<E>;
  using K = sine_constants<E>;
  if (is_constant_nan(x)) return x;
  const auto inside = abs(x) <= T(K::limit);
  const T a = select(inside, x, T(0));
  const T z = fma(a, T(E(0.63661977236758134)), T(L::shifter)), n = z - T(L::shifter);
  const T r = without_quarters(n, a, T(0), half_pi<E, has_fma>::parts), r2 = r * r;
  T sine = fma(r * r2, horner(r2, K::s), r);
  if constexpr (Quarters == 0) sine = select(r == T(0), x, sine);  // -0 stays -0
  const T half = T(E(0.5)) * r2, most = T(1) - half;  // what `most` drops is small but seen without fused operations
  const T cosine = has_fma ? fma(r2, fma(r2, horner(r2, K::c), T(E(-0.5))), T(1))
                           : most + (((T(1) - most) - half) + r2 * (r2 * horner(r2, K::c)));
  const auto quarter = to_bits(z) + Quarters;
  const T y = select(has_bit<T, 0>(quarter), cosine, sine);
  const T turned = from_bits<T>(to_bits(y) ^ ((quarter << int(sizeof(E) * 8 - 2)) & sign_bit<T>));
  return select(inside, turned, T(L::nan));
}

/// The sine of x radians, within 2 ulp for |x| ≤ 100 000; NaN beyond, where the quarter turns are no longer told apart.
template <real T>
EVENGRAD_INLINE constexpr T sin(T x) {
  return sine_of_sum<0>(x);
}

/// The cosine of x radians, within 2 ulp for |x| ≤ 100 000; NaN beyond.
template <real T>
EVENGRAD_INLINE constexpr T cos(T x) {
  return sine_of_sum<1>(x);
}

}  // namespace evengrad::inline EVENGRAD_ISA
