// Square roots, correctly rounded, and their reciprocals.
#pragma once
#include <evengrad/core/fma.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// Digit by digit, for constant expressions; the last digit decides the rounding, and a root is never a tie.
constexpr double sqrt_constant(double x) {
  using L = layout<double>;
  if (!(x > 0)) return x == 0 || x != x ? x : L::nan;
  if (x == L::infinity) return x;
  const int shift = x < L::smallest_normal ? 54 : 0;
  const auto bits = to_bits(shift ? x * 0x1p54 : x);
  int exponent = int(bits >> 52) - 1023 - shift;
  unsigned long long rest = (bits & ((1ull << 52) - 1)) | 1ull << 52, root = 0, digit = 1ull << 53, twice = 0;
  if (exponent & 1) rest += rest, exponent -= 1;
  for (rest += rest; digit; digit >>= 1, rest += rest)
    if (const auto t = twice + digit; t <= rest) twice = t + digit, rest -= t, root += digit;
  if (rest) root += root & 1;
  return from_bits<double>((root >> 1) + ((unsigned long long)(exponent / 2 + 1022) << 52));
}

/// √x; NaN below zero.
EVENGRAD_INLINE constexpr float sqrt(float x) {
  if (__builtin_is_constant_evaluated()) return float(sqrt_constant(x));
#if defined(__SSE2__)
  typedef float v4 __attribute__((vector_size(16)));
  return __builtin_ia32_sqrtss(v4{x, 0, 0, 0})[0];  // the library's function would be called for negative x
#else
  return __builtin_sqrtf(x);
#endif
}
EVENGRAD_INLINE constexpr double sqrt(double x) {
  if (__builtin_is_constant_evaluated()) return sqrt_constant(x);
#if defined(__SSE2__)
  typedef double v2 __attribute__((vector_size(16)));
  return __builtin_ia32_sqrtsd(v2{x, 0})[0];
#else
  return __builtin_sqrt(x);
#endif
}

template <class T, int N, int... I>
constexpr pack<T, N> sqrt_constants(const pack<T, N>& x, lane_indices<I...>) {
  return typename pack<T, N>::vector{sqrt(x[I])...};
}
template <real T, int N>
EVENGRAD_INLINE constexpr pack<T, N> sqrt(pack<T, N> x) {
  if constexpr (N == 1) return sqrt(x.v);
  else if (__builtin_is_constant_evaluated()) return sqrt_constants(x, first_indices<N>{});
  else if constexpr (N * sizeof(T) > vector_bytes)
    return by_halves<T, N>(
        [](auto p) __attribute__((always_inline)) { return sqrt(p); }, x);
#if defined(__AVX512F__) && defined(__clang__)
  else if constexpr (__is_same(T, float) && N == 16) return __builtin_ia32_sqrtps512(x.v, 4);
  else if constexpr (__is_same(T, double) && N == 8) return __builtin_ia32_sqrtpd512(x.v, 4);
#elif defined(__AVX512F__)
  else if constexpr (__is_same(T, float) && N == 16)
    return __builtin_ia32_sqrtps512_mask(x.v, x.v, (unsigned short)-1, 4);
  else if constexpr (__is_same(T, double) && N == 8)
    return __builtin_ia32_sqrtpd512_mask(x.v, x.v, (unsigned char)-1, 4);
#endif
#if defined(__AVX__)
  else if constexpr (__is_same(T, float) && N == 8) return __builtin_ia32_sqrtps256(x.v);
  else if constexpr (__is_same(T, double) && N == 4) return __builtin_ia32_sqrtpd256(x.v);
#endif
#if defined(__SSE2__)
  else if constexpr (__is_same(T, float) && N == 4) return __builtin_ia32_sqrtps(x.v);
  else if constexpr (__is_same(T, double) && N == 2) return __builtin_ia32_sqrtpd(x.v);
#endif
  else {
    pack<T, N> r = x;
    for (int i = 0; i < N; ++i) r.v[i] = sqrt(x[i]);
    return r;
  }
}

/// 1/√x by a root and a division; +∞ at zero, NaN below.
template <real T>
EVENGRAD_INLINE constexpr T rsqrt(T x) {
  return T(1) / sqrt(x);
}

}  // namespace evengrad::inline EVENGRAD_ISA
