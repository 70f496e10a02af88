// e^x and e^x − 1.
#pragma once
#include <evengrad/core/fma.hpp>
#include <evengrad/core/sign.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// log 2 = high + low with so few digits in `high` that its product with an exponent is exact. The polynomial is
// (e^r − 1 − r)/r² on |r| ≤ log(2)/2, of least largest relative error.
template <class E>
struct exp_constants;
template <>
struct exp_constants<float> {
  static constexpr float log2_e = 1.44269504f, high = 0.693359375f, low = -2.12194440e-4f;
  static constexpr float largest = 0x1.62e42ep6f, smallest = -104;
  static constexpr float c[] = {0.5f, 0.166665167f, 0.0416664518f, 0.00836913288f, 0.00139361795f};
};
template <>
struct exp_constants<double> {
  static constexpr double log2_e = 1.4426950408889634, high = 0x1.62e42feep-1, low = 0x1.a39ef35793c76p-33;
  static constexpr double largest = 0x1.62e42fefa39efp9, smallest = -746;
  static constexpr double c[] = {0.5,
                                 0.16666666666666688,
                                 0.041666666666601196,
                                 0.008333333333313049,
                                 0.0013888888927958481,
                                 0.00019841269906403233,
                                 2.4801507171438678e-05,
                                 2.755722510363448e-06,
                                 2.762580622504571e-07,
                                 2.5115304302631982e-08};
};

/// e^x taken apart as 2^n e^r, |r| ≤ log(2)/2, for x between the smallest and the largest of `exp_constants`.
template <real T>
struct exp_parts {
  using E = element_of<T>;
  using L = layout<E>;
  using K = exp_constants<E>;
  typename layout<T>::bits shifted;  // n + the bits of the shifter
  T n, r, q, lost;                   // `lost` is what the rounding of r dropped

  EVENGRAD_INLINE constexpr explicit exp_parts(T x) {
    const T z = fma(x, T(K::log2_e), T(L::shifter));  // the rounded quotient in its last digits
    shifted = to_bits(z);
    n = z - T(L::shifter);
    const T t = fma(n, T(-K::high), x);
    r = fma(n, T(-K::low), t);
    lost = fma(n, T(-K::low), t - r);
    q = horner(r, K::c);
  }
  /// The parts of e^(x + low), `low` being less than the last digits of x.
  EVENGRAD_INLINE constexpr exp_parts(T x, T low) : exp_parts(x) {
    const T sum = r + low;
    lost = lost + ((r - sum) + low);
    r = sum;
    q = horner(r, K::c);
  }
  /// e^r − 1, within 1.1 ulp, and carefully within 0.6.
  EVENGRAD_INLINE constexpr T tail() const { return fma(r * r, q, r); }
  EVENGRAD_INLINE constexpr T careful_tail() const { return r + fma(r * r, q, lost); }
  /// e^r within 0.6 ulp.
  EVENGRAD_INLINE constexpr T careful_value() const {
    const T one = T(1) + r;
    return one + fma(r * r, q, (r - (one - T(1))) + lost);
  }
  /// 2^(n + More), which must be a normal number.
  template <int More = 0>
  EVENGRAD_INLINE constexpr T power() const {
    return from_bits<T>((shifted - (to_bits(L::shifter) - L::bias - More)) << L::mantissa);
  }
  /// 2^n y, rounded once: in two factors, which reach denormal numbers, or in AVX-512's instruction for it.
  EVENGRAD_INLINE constexpr T scale(T y) const {
#if defined(__AVX512F__)
    if constexpr (sizeof(T) == 64 && __is_same(E, float))
      return __builtin_ia32_scalefps512_mask(y.v, n.v, y.v, (unsigned short)-1, 4);
    else if constexpr (sizeof(T) == 64) return __builtin_ia32_scalefpd512_mask(y.v, n.v, y.v, (unsigned char)-1, 4);
    else
#endif
    {
      const auto twice = shifted - (to_bits(L::shifter) - 2 * L::bias), half = twice >> 1;
      return y * from_bits<T>(half << L::mantissa) * from_bits<T>((twice - half) << L::mantissa);
    }
  }
};

/// e^x, within 1.1 ulp; denormal results, 0 and ∞ included.
template <real T>
EVENGRAD_INLINE constexpr T exp(T x) {
  using K = exp_constants<element_of<T>>;
  if (is_constant_nan(x)) return x;
  const auto over = x > T(K::largest);
  const exp_parts<T> e(max(min(x, K::largest), K::smallest));
  return select(over, T(layout<T>::infinity), e.scale(T(1) + e.tail()));
}

/// e^x − 1, within 2 ulp, also where it is near zero.
template <real T>
EVENGRAD_INLINE constexpr T expm1(T x) {
  using E = element_of<T>;
  using K = exp_constants<E>;
  if (is_constant_nan(x)) return x;
  const auto over = x > T(K::largest);
  const exp_parts<T> e(max(min(x, K::largest), E(-40)));
  const T half = e.template power<-1>();  // 2^n is not finite at the upper end
  const T y = T(2) * fma(half, e.careful_tail(), half - T(E(0.5)));
  return select(over, T(layout<T>::infinity), select(abs(x) < T(E(1e-30)), x, y));
}

}  // namespace evengrad::inline EVENGRAD_ISA
