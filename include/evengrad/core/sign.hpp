// Order and sign: the smaller, the larger, the step function and the sign of numbers and packs.
#pragma once
#include <evengrad/core/bits.hpp>

namespace evengrad::inline EVENGRAD_ISA {

#if defined(__SSE2__) && defined(__GNUC__) && !defined(__clang__)
// g++ compares and blends where one side is a constant, so the instruction is asked for by its name. It answers with
// its second operand where one is NaN or both are zeros.
template <class T>
inline constexpr bool is_register = sizeof(T) >= 16 && sizeof(T) <= vector_bytes;
template <class T, int N>
EVENGRAD_INLINE pack<T, N> max_instruction(pack<T, N> a, pack<T, N> b) {
  [[maybe_unused]] constexpr int bytes = N * sizeof(T);
  constexpr bool single = sizeof(T) == 4;
#if defined(__AVX512F__)
  if constexpr (bytes == 64 && single) return __builtin_ia32_maxps512_mask(b.v, a.v, a.v, (unsigned short)-1, 4);
  else if constexpr (bytes == 64) return __builtin_ia32_maxpd512_mask(b.v, a.v, a.v, (unsigned char)-1, 4);
  else
#endif
#if defined(__AVX__)
      if constexpr (bytes == 32 && single)
    return __builtin_ia32_maxps256(b.v, a.v);
  else if constexpr (bytes == 32) return __builtin_ia32_maxpd256(b.v, a.v);
  else
#endif
      if constexpr (single)
    return __builtin_ia32_maxps(b.v, a.v);
  else return __builtin_ia32_maxpd(b.v, a.v);
}
template <class T, int N>
EVENGRAD_INLINE pack<T, N> min_instruction(pack<T, N> a, pack<T, N> b) {
  [[maybe_unused]] constexpr int bytes = N * sizeof(T);
  constexpr bool single = sizeof(T) == 4;
#if defined(__AVX512F__)
  if constexpr (bytes == 64 && single) return __builtin_ia32_minps512_mask(b.v, a.v, a.v, (unsigned short)-1, 4);
  else if constexpr (bytes == 64) return __builtin_ia32_minpd512_mask(b.v, a.v, a.v, (unsigned char)-1, 4);
  else
#endif
#if defined(__AVX__)
      if constexpr (bytes == 32 && single)
    return __builtin_ia32_minps256(b.v, a.v);
  else if constexpr (bytes == 32) return __builtin_ia32_minpd256(b.v, a.v);
  else
#endif
      if constexpr (single)
    return __builtin_ia32_minps(b.v, a.v);
  else return __builtin_ia32_minpd(b.v, a.v);
}
#endif

/// The larger of a and b; where b is NaN, a, and where a is NaN, that NaN.
template <real T>
EVENGRAD_INLINE constexpr T max(T a, same<T> b) {
#if defined(__SSE2__) && defined(__GNUC__) && !defined(__clang__)
  if constexpr (is_register<T>)
    if (!__builtin_is_constant_evaluated()) return max_instruction(a, b);
#endif
  return select(a < b, b, a);
}

/// The smaller of a and b; where b is NaN, a, and where a is NaN, that NaN.
template <real T>
EVENGRAD_INLINE constexpr T min(T a, same<T> b) {
#if defined(__SSE2__) && defined(__GNUC__) && !defined(__clang__)
  if constexpr (is_register<T>)
    if (!__builtin_is_constant_evaluated()) return min_instruction(a, b);
#endif
  return select(b < a, b, a);
}

/// x between low and high, beyond them low and high; a NaN stays one.
template <real T>
EVENGRAD_INLINE constexpr T clamp(T x, same<T> low, same<T> high) {
  return max(T(min(x, high)), low);
}

/// max(x, 0): a NaN stays one, so that a network that broke does not look sound.
template <real T>
EVENGRAD_INLINE constexpr T positive_part(T x) {
  return max(x, 0);
}

/// 1 where x > 0, else 0; NaN counts as not positive.
template <real T>
EVENGRAD_INLINE constexpr T step(T x) {
  return select(x > T(0), T(1), T(0));
}

/// −1, 0 or 1; a zero and a NaN are returned as they are.
template <real T>
EVENGRAD_INLINE constexpr T sign(T x) {
  return select(x > T(0), T(1), select(x < T(0), T(-1), x));
}

}  // namespace evengrad::inline EVENGRAD_ISA
