// The bits of a floating-point number or of a pack, as unsigned integers of the same width.
#pragma once
#include <evengrad/core/pack.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The layout of an IEEE 754 number, and what it takes to round one to an integer by adding a large one.
template <class T>
struct layout;
template <>
struct layout<float> {
  using element = float;
  using bits = unsigned;
  using signed_bits = int;
  static constexpr int mantissa = 23, bias = 127;
  static constexpr float shifter = 0x1.8p23f, smallest_normal = 0x1p-126f, infinity = __builtin_inff(),
                         nan = __builtin_nanf("");
};
template <>
struct layout<double> {
  using element = double;
  using bits = unsigned long long;
  using signed_bits = long long;
  static constexpr int mantissa = 52, bias = 1023;
  static constexpr double shifter = 0x1.8p52, smallest_normal = 0x1p-1022, infinity = __builtin_inf(),
                          nan = __builtin_nan("");
};
template <class T, int N>
requires requires { layout<T>::mantissa; }
struct layout<pack<T, N>> : layout<T> {
  using bits = typename vector_of<typename layout<T>::bits, N>::type;
  using signed_bits = typename vector_of<typename layout<T>::signed_bits, N>::type;
};

/// `float`, `double`, or a pack of them: what the elementary functions are written for, once.
template <class T>
concept real = requires {
  layout<T>::mantissa;
};

/// The number that one lane of T holds.
template <real T>
using element_of = typename layout<T>::element;

template <real T>
EVENGRAD_INLINE constexpr auto to_bits(T x) {
  using bits = typename layout<T>::bits;
  if constexpr (__is_same(T, element_of<T>)) return __builtin_bit_cast(bits, x);
  else if constexpr (T::size == 1) return __builtin_bit_cast(bits, x.v);
  else return (bits)x.v;  // a vector keeps its bits
}

template <real T>
EVENGRAD_INLINE constexpr T from_bits(typename layout<T>::bits b) {
  if constexpr (__is_same(T, element_of<T>)) return __builtin_bit_cast(T, b);
  else if constexpr (T::size == 1) return __builtin_bit_cast(typename T::vector, b);
  else return (typename T::vector)b;
}

/// Lane by lane, whether bit number Bit of b is set, as the mask that `select` takes for T.
template <real T, int Bit>
EVENGRAD_INLINE constexpr auto has_bit(typename layout<T>::bits b) {
  const auto set = (typename layout<T>::signed_bits)(b << int(sizeof(element_of<T>) * 8 - 1 - Bit)) < 0;
  if constexpr (__is_same(T, element_of<T>)) return set;
  else return decltype(T{} < T{}){(decltype((T{} < T{}).v))set};
}

/// Whether x is a NaN in a constant expression, where no arithmetic may meet one.
template <real T>
EVENGRAD_INLINE constexpr bool is_constant_nan([[maybe_unused]] T x) {
  if constexpr (__is_same(T, element_of<T>)) return __builtin_is_constant_evaluated() && x != x;
  else if constexpr (T::size == 1) return __builtin_is_constant_evaluated() && x.v != x.v;
  else return false;
}

template <real T>
inline constexpr typename layout<element_of<T>>::bits sign_bit = typename layout<element_of<T>>::bits(1)
                                                                 << (sizeof(element_of<T>) * 8 - 1);

/// |x|, of NaN too.
template <real T>
EVENGRAD_INLINE constexpr T abs(T x) {
  return from_bits<T>(to_bits(x) & ~sign_bit<T>);
}

/// The magnitude of x with the sign of y.
template <real T>
EVENGRAD_INLINE constexpr T copysign(T x, same<T> y) {
  return from_bits<T>((to_bits(x) & ~sign_bit<T>) | (to_bits(y) & sign_bit<T>));
}

}  // namespace evengrad::inline EVENGRAD_ISA
