// A SIMD register as a number: GCC and Clang vector extensions, any power-of-two width; one lane is the scalar
// fallback.
#pragma once
#include <evengrad/core/math.hpp>
#include <evengrad/core/partial.hpp>

// Packs may be wider than the target's registers, and compilers then warn that passing them by value depends on -march.
// It does; the inline namespace keeps such functions apart. The warning is switched off for users' functions as well; a
// note of g++ about alignment that no pragma reaches is left, once a file, unless compiled with -Wno-psabi.
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

namespace evengrad::inline EVENGRAD_ISA {

template <class T, int N>
struct vector_of {
  typedef T type __attribute__((vector_size(N * sizeof(T))));
};
template <class T>
struct vector_of<T, 1> {
  using type = T;
};

#if defined(__clang__)
// In constant expressions clang 16 reads no element of a vector and shuffles none, but shows the halves of
// one that is no variable.
template <class T, int N>
struct swizzled {
  typedef T type __attribute__((ext_vector_type(N)));
};
template <class T, int N>
EVENGRAD_INLINE constexpr typename swizzled<T, N>::type as_swizzled(typename vector_of<T, N>::type v) {
  return (typename swizzled<T, N>::type)v;
}
template <class V>
constexpr auto constant_lane(V v, int i) {
  constexpr int n = sizeof(v) / sizeof(v.x);
  if constexpr (n == 2) return i ? (+v).y : (+v).x;
  else return i < n / 2 ? constant_lane((+v).lo, i) : constant_lane((+v).hi, i - n / 2);
}
#endif

/// The answer of a comparison, one truth per lane; only `select`, `&&`, `||` and `!` read it.
template <class T, int N>
struct mask {
  decltype(typename vector_of<T, N>::type{} < typename vector_of<T, N>::type{}) v;
  EVENGRAD_INLINE friend constexpr mask operator&&(mask a, mask b) { return {static_cast<decltype(v)>(a.v & b.v)}; }
  EVENGRAD_INLINE friend constexpr mask operator||(mask a, mask b) { return {static_cast<decltype(v)>(a.v | b.v)}; }
  EVENGRAD_INLINE friend constexpr mask operator!(mask a) {
    if constexpr (N == 1) return {!a.v};
    else return {~a.v};
  }
};

/// N numbers of type T that are computed with as one.
template <class T, int N>
struct pack : math::argument<pack<T, N>> {
  using value_type = T;
  using vector = typename vector_of<T, N>::type;
  static constexpr int size = N;
  vector v;

  pack() = default;
  template <class V>
  requires(__is_same(V, vector) && N > 1) EVENGRAD_INLINE constexpr pack(V x) : v(x) {}
  EVENGRAD_INLINE constexpr pack(T x) : v(spread(x)) {}
  EVENGRAD_INLINE static constexpr vector spread(T x) {
    if constexpr (N == 1) return x;
#if defined(__clang__)
    else if (__builtin_is_constant_evaluated()) return (vector)(typename swizzled<T, N>::type)(x);
#endif
    else return x - vector{};  // the subtraction brings a scalar to every lane, -0 too
  }

  EVENGRAD_INLINE static pack load(const T* p) {
    pack r;
    __builtin_memcpy(&r.v, p, sizeof(vector));
    return r;
  }
  EVENGRAD_INLINE void store(T* p) const { __builtin_memcpy(p, &v, sizeof(vector)); }

  /// Only the first n lanes are read or written, 0 ≤ n ≤ N; the others are zero.
  EVENGRAD_INLINE static pack load(const T* p, int n) {
    pack r;
    r.v = load_first<vector>(p, n);
    return r;
  }
  EVENGRAD_INLINE void store(T* p, int n) const { store_first(v, p, n); }

  EVENGRAD_INLINE constexpr T operator[](int i) const {
    if constexpr (N == 1) return (void)i, v;
#if defined(__clang__)
    else if (__builtin_is_constant_evaluated()) return constant_lane(as_swizzled<T, N>(v), i);
#endif
    else return v[i];
  }

  EVENGRAD_INLINE friend constexpr pack operator+(pack a, pack b) { return a.v + b.v; }
  EVENGRAD_INLINE friend constexpr pack operator-(pack a, pack b) { return a.v - b.v; }
  EVENGRAD_INLINE friend constexpr pack operator*(pack a, pack b) { return a.v * b.v; }
  EVENGRAD_INLINE friend constexpr pack operator/(pack a, pack b) { return a.v / b.v; }
  EVENGRAD_INLINE friend constexpr pack operator-(pack a) { return -a.v; }
  EVENGRAD_INLINE constexpr pack& operator+=(pack b) { return *this = *this + b; }
  EVENGRAD_INLINE constexpr pack& operator-=(pack b) { return *this = *this - b; }
  EVENGRAD_INLINE constexpr pack& operator*=(pack b) { return *this = *this * b; }
  EVENGRAD_INLINE constexpr pack& operator/=(pack b) { return *this = *this / b; }
  EVENGRAD_INLINE friend constexpr mask<T, N> operator<(pack a, pack b) { return {a.v < b.v}; }
  EVENGRAD_INLINE friend constexpr mask<T, N> operator>(pack a, pack b) { return {a.v > b.v}; }
  EVENGRAD_INLINE friend constexpr mask<T, N> operator<=(pack a, pack b) { return {a.v <= b.v}; }
  EVENGRAD_INLINE friend constexpr mask<T, N> operator>=(pack a, pack b) { return {a.v >= b.v}; }
  EVENGRAD_INLINE friend constexpr mask<T, N> operator==(pack a, pack b) { return {a.v == b.v}; }
  EVENGRAD_INLINE friend constexpr mask<T, N> operator!=(pack a, pack b) { return {a.v != b.v}; }
};

template <class T>
struct same_type {
  using type = T;
};
/// T, where it shall not take part in deducing T: `max(x, 0)` converts the 0.
template <class T>
using same = typename same_type<T>::type;

/// Packs that are one vector; packs of other things, such as dual numbers, bring their own functions.
template <class T, int N>
concept one_vector = requires(pack<T, N> p) {
  p.v;
};

/// Lane by lane, a where m is true and b elsewhere; both are computed.
template <class T, int N>
requires one_vector<T, N> EVENGRAD_INLINE constexpr pack<T, N> select(mask<T, N> m, pack<T, N> a, pack<T, N> b) {
#if defined(__clang__)
  using bits = decltype(m.v);
  if constexpr (N > 1)
    if (__builtin_is_constant_evaluated())
      return (typename vector_of<T, N>::type)((m.v & (bits)a.v) | (~m.v & (bits)b.v));
#endif
  return m.v ? a.v : b.v;
}
template <class T>
EVENGRAD_INLINE constexpr T select(bool m, T a, T b) {
  return m ? a : b;
}

template <int... I>
struct lane_indices {};
#if defined(__clang__)
template <class, int... I>
struct lane_indices_of {
  using type = lane_indices<I...>;
};
template <int N>
using first_indices = typename __make_integer_seq<lane_indices_of, int, N>::type;
#else
template <int N>
using first_indices = lane_indices<__integer_pack(N)...>;
#endif

/// N lanes of a vector, from lane Begin on.
template <int Begin, class V, int... I>
EVENGRAD_INLINE constexpr auto lanes_from(V v, lane_indices<I...>) {
  return __builtin_shufflevector(v, v, (Begin + I)...);
}
template <class T, int N>
EVENGRAD_INLINE constexpr pack<T, N / 2> low_half(pack<T, N> a) {
#if defined(__clang__)
  if (__builtin_is_constant_evaluated()) return (typename vector_of<T, N / 2>::type) as_swizzled<T, N>(a.v).lo;
#endif
  return lanes_from<0>(a.v, first_indices<N / 2>{});
}
template <class T, int N>
EVENGRAD_INLINE constexpr pack<T, N / 2> high_half(pack<T, N> a) {
#if defined(__clang__)
  if (__builtin_is_constant_evaluated()) return (typename vector_of<T, N / 2>::type) as_swizzled<T, N>(a.v).hi;
#endif
  return lanes_from<N / 2>(a.v, first_indices<N / 2>{});
}

/// The lanes joined two by two, lane i with lane i + N/2, until one is left: the same order for every compiler.
template <class T, int N, class F>
EVENGRAD_INLINE constexpr T fold(pack<T, N> a, F join) {
  if constexpr (N == 1) return a.v;
  else if constexpr (N == 2) return join(pack<T, 1>(a[0]), pack<T, 1>(a[1])).v;
  else return fold(join(low_half(a), high_half(a)), join);
}

/// The sum of the lanes, added as a tree.
template <class T, int N>
requires one_vector<T, N> EVENGRAD_INLINE constexpr T sum(pack<T, N> a) {
  return fold(
      a, [](auto x, auto y) __attribute__((always_inline)) { return x + y; });
}

/// The largest lane.
template <class T, int N>
requires one_vector<T, N> EVENGRAD_INLINE constexpr T largest(pack<T, N> a) {
  return fold(
      a, [](auto x, auto y) __attribute__((always_inline)) { return select(x < y, y, x); });
}

/// Lanes of T in the widest register.
template <class T>
inline constexpr int native_lanes = sizeof(T) >= vector_bytes ? 1 : vector_bytes / int(sizeof(T));

}  // namespace evengrad::inline EVENGRAD_ISA
