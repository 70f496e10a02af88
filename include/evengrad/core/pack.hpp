// A SIMD register as a number: GCC and Clang vector extensions, any power-of-two width; one lane is the scalar
// fallback.
#pragma once
#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T, int N>
struct vector_of {
  typedef T type __attribute__((vector_size(N * sizeof(T))));
};
template <class T>
struct vector_of<T, 1> {
  using type = T;
};

/// The answer of a comparison, one truth per lane; only `select`, `&&`, `||` and `!` read it.
template <class T, int N>
struct mask {
  decltype(typename vector_of<T, N>::type{} < typename vector_of<T, N>::type{}) v;
  friend constexpr mask operator&&(mask a, mask b) { return {static_cast<decltype(v)>(a.v & b.v)}; }
  friend constexpr mask operator||(mask a, mask b) { return {static_cast<decltype(v)>(a.v | b.v)}; }
  friend constexpr mask operator!(mask a) {
    if constexpr (N == 1) return {!a.v};
    else return {~a.v};
  }
};

/// N numbers of type T that are computed with as one.
template <class T, int N>
struct pack {
  using value_type = T;
  using vector = typename vector_of<T, N>::type;
  static constexpr int size = N;
  vector v;

  pack() = default;
  template <class V>
  requires __is_same(V, vector) && (N > 1) constexpr pack(V x) : v(x) {}
  constexpr pack(T x)
      : v(N == 1 ? vector(x - vector{}) : x - vector{}) {}  // the subtraction spreads a scalar over the lanes

  static pack load(const T* p) {
    pack r;
    __builtin_memcpy(&r.v, p, sizeof(vector));
    return r;
  }
  void store(T* p) const { __builtin_memcpy(p, &v, sizeof(vector)); }

  /// Only the first n lanes are read or written; the others are zero.
  static pack load(const T* p, int n) {
    T r[N] = {};
    for (int i = 0; i < N; ++i)
      if (i < n) r[i] = p[i];
    return load(r);
  }
  void store(T* p, int n) const {
    T r[N];
    store(r);
    for (int i = 0; i < N; ++i)
      if (i < n) p[i] = r[i];
  }
  constexpr T operator[](int i) const {
    if constexpr (N == 1) return (void)i, v;
    else return v[i];
  }

  friend constexpr pack operator+(pack a, pack b) { return a.v + b.v; }
  friend constexpr pack operator-(pack a, pack b) { return a.v - b.v; }
  friend constexpr pack operator*(pack a, pack b) { return a.v * b.v; }
  friend constexpr pack operator/(pack a, pack b) { return a.v / b.v; }
  friend constexpr pack operator-(pack a) { return -a.v; }
  friend constexpr mask<T, N> operator<(pack a, pack b) { return {a.v < b.v}; }
  friend constexpr mask<T, N> operator>(pack a, pack b) { return {a.v > b.v}; }
  friend constexpr mask<T, N> operator<=(pack a, pack b) { return {a.v <= b.v}; }
  friend constexpr mask<T, N> operator>=(pack a, pack b) { return {a.v >= b.v}; }
  friend constexpr mask<T, N> operator==(pack a, pack b) { return {a.v == b.v}; }
  friend constexpr mask<T, N> operator!=(pack a, pack b) { return {a.v != b.v}; }
};

template <class T, int N>
constexpr pack<T, N> select(mask<T, N> m, pack<T, N> a, pack<T, N> b) {
  return m.v ? a.v : b.v;
}

/// The lanes added as a tree, always in the same order.
template <class T, int N>
constexpr T sum(pack<T, N> a) {
  T r[N];
  for (int i = 0; i < N; ++i) r[i] = a[i];
  for (int half = N / 2; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) r[i] = r[i] + r[i + half];
  return r[0];
}

template <class T, int N>
constexpr T largest(pack<T, N> a) {
  T r = a[0];
  for (int i = 1; i < N; ++i) r = a[i] > r ? a[i] : r;
  return r;
}

/// Lanes of T in the widest register.
template <class T>
inline constexpr int native_lanes = sizeof(T) >= vector_bytes ? 1 : vector_bytes / int(sizeof(T));

}  // namespace evengrad::inline EVENGRAD_ISA
