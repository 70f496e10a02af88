// Packs of dual numbers, so that kernels take them as an element type: a pack of values and a pack of derivatives.
#pragma once
#include <evengrad/core/dual.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T, int N>
inline constexpr bool goes_in_pairs = N > 1 && sizeof(dual<T>) == 2 * sizeof(T) && one_vector<T, N>;

/// N duals of T. Operators and functions are those of its base and return that; it converts back. Comparisons give the
/// mask of the values.
template <class T, int N>
struct pack<dual<T>, N> : dual<pack<T, N>> {
  using value_type = dual<T>;
  using base = dual<pack<T, N>>;
  static constexpr int size = N;

  pack() = default;
  EVENGRAD_INLINE constexpr pack(base x) : base(x) {}
  EVENGRAD_INLINE constexpr pack(dual<T> x) : base(pack<T, N>(x.value), pack<T, N>(x.derivative)) {}
  template <class S>
  requires(!__is_same(S, dual<T>) && !__is_same(S, base) && !__is_same(S, pack) &&
           requires(S s) { dual<T>(s); }) EVENGRAD_INLINE constexpr pack(S x)
      : pack(dual<T>(x)) {}

  EVENGRAD_INLINE static constexpr pack load(const dual<T>* p) {
    if constexpr (goes_in_pairs<T, N>) return unzipped(p, first_indices<N>{});
    else return load(p, N);
  }
  EVENGRAD_INLINE constexpr void store(dual<T>* p) const {
    if constexpr (goes_in_pairs<T, N>) zip(p, first_indices<N>{});
    else store(p, N);
  }

  /// Only the first n lanes are read or written, 0 ≤ n ≤ N; the others are zero.
  EVENGRAD_INLINE static constexpr pack load(const dual<T>* p, int n) {
    if constexpr (N == 1) return n > 0 ? pack(*p) : pack(dual<T>(T(0)));
    else {
      T value[N] = {}, derivative[N] = {};
      for (int i = 0; i < n; ++i) value[i] = p[i].value, derivative[i] = p[i].derivative;
      return base{pack<T, N>::load(value), pack<T, N>::load(derivative)};
    }
  }
  EVENGRAD_INLINE constexpr void store(dual<T>* p, int n) const {
    for (int i = 0; i < n; ++i) p[i] = (*this)[i];
  }
  EVENGRAD_INLINE constexpr dual<T> operator[](int i) const { return {this->value[i], this->derivative[i]}; }

 private:
  // Value and derivative lie side by side, N of them in two vectors.
  template <int... I>
  EVENGRAD_INLINE static pack unzipped(const dual<T>* p, lane_indices<I...>) {
    using half = pack<T, N>;
    const half a = half::load(&p->value), b = half::load(&p[N / 2].value);
    return base{half(__builtin_shufflevector(a.v, b.v, (2 * I)...)),
                half(__builtin_shufflevector(a.v, b.v, (2 * I + 1)...))};
  }
  template <int... I>
  EVENGRAD_INLINE void zip(dual<T>* p, lane_indices<I...>) const {
    const auto a = this->value.v, b = this->derivative.v;
    pack<T, N>(__builtin_shufflevector(a, b, (I / 2 + I % 2 * N)...)).store(&p->value);
    pack<T, N>(__builtin_shufflevector(a, b, (N / 2 + I / 2 + I % 2 * N)...)).store(&p[N / 2].value);
  }
};

template <class T, int N>
EVENGRAD_INLINE constexpr dual<T> sum(dual<pack<T, N>> x) {
  return {sum(x.value), sum(x.derivative)};
}

/// The largest value with the derivative of the first lane that has it.
template <class T, int N>
EVENGRAD_INLINE constexpr dual<T> largest(dual<pack<T, N>> x) {
  dual<T> r{x.value[0], x.derivative[0]};
  for (int i = 1; i < N; ++i)
    if (r.value < x.value[i]) r = {x.value[i], x.derivative[i]};
  return r;
}

/// As many as there are lanes of T, in two registers; duals of duals go one at a time.
template <class T>
inline constexpr int native_lanes<dual<T>> = one_vector<T, 1> ? native_lanes<T> : 1;

}  // namespace evengrad::inline EVENGRAD_ISA
