// Rounding to integers: to the nearest with ties to even, down and up.
#pragma once
#include <evengrad/core/bits.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The nearest integer, ties to even, with the sign of x on zero.
template <real T>
EVENGRAD_INLINE constexpr T roundeven(T x) {
  constexpr auto whole = element_of<T>(1ull << layout<T>::mantissa);  // from here on every number is an integer
  const T size = abs(x), y = (size + T(whole)) - T(whole);
  return select(size < T(whole), copysign(y, x), x);
}

/// The largest integer that is not above x.
template <real T>
EVENGRAD_INLINE constexpr T floor(T x) {
  const T y = roundeven(x);
  return select(y > x, y - T(1), y);
}

/// The smallest integer that is not below x.
template <real T>
EVENGRAD_INLINE constexpr T ceil(T x) {
  const T y = roundeven(x);
  return select(y < x, copysign(y + T(1), x), y);
}

}  // namespace evengrad::inline EVENGRAD_ISA
