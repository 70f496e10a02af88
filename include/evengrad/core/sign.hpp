// Order and sign: the smaller, the larger, the step function and the sign of numbers and packs.
#pragma once
#include <evengrad/core/bits.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The larger of a and b; where b is NaN, a, and where a is NaN, that NaN.
template <real T>
EVENGRAD_INLINE constexpr T max(T a, same<T> b) {
  return select(a < b, b, a);
}

/// The smaller of a and b; where b is NaN, a, and where a is NaN, that NaN.
template <real T>
EVENGRAD_INLINE constexpr T min(T a, same<T> b) {
  return select(b < a, b, a);
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
