// Points of the normal distribution as one pack, and products of functions of two normal numbers that are correlated.
#pragma once
#include <evengrad/core/quadrature.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// N numbers, one for each point: constant expressions compute with all of them in one step.
template <int N>
using samples = pack<double, N>;
template <int N, int M, int... I>
constexpr samples<N> samples_from(const double (&x)[M], double rest, lane_indices<I...>) {
  return typename samples<N>::vector{(I < M ? x[I < M ? I : 0] : rest)...};
}

/// The sum of all, in no particular order; `sum` of a pack is a tree of many calls, which compilers count.
#if defined(__clang__)
template <class V>
constexpr double total(V x) {
  if constexpr (sizeof(V) == 2 * sizeof(double)) return (+x).x + (+x).y;
  else return total((+x).lo + (+x).hi);
}
template <int N>
constexpr double total(const samples<N>& x) {
  return __builtin_is_constant_evaluated() ? total(as_swizzled<double, N>(x.v)) : sum(x);
}
#else
template <int N, int... I>
constexpr double total(const samples<N>& x, lane_indices<I...>) {
  return (x.v[I] + ...);
}
template <int N>
constexpr double total(const samples<N>& x) {
  return __builtin_is_constant_evaluated() ? total(x, first_indices<N>{}) : sum(x);
}
#endif

/// A quadrature in packs; points beyond its own count nothing.
template <int N>
struct sample_points {
  samples<N> x, weight;

  template <int M>
  constexpr explicit sample_points(const quadrature<M>& q)
      : x(samples_from<N>(q.x, q.x[0], first_indices<N>{})), weight(samples_from<N>(q.weight, 0, first_indices<N>{})) {}
  constexpr double mean(const samples<N>& f) const { return total<N>(weight * f); }
};
template <int N>
inline constexpr sample_points<N> normal_samples{normal_points<N>};
template <int N>
inline constexpr sample_points<N> uniform_samples{
    uniform_points<(N < 20 ? N : N / 20 * 20)>};  // rates are often multiples of 0.05

/// The Hermite polynomials, orthonormal under the normal distribution, times the weights, at the points.
template <int N>
struct weighted_hermite {
  static constexpr int degrees = 8;
  samples<N> h[degrees];
  constexpr weighted_hermite() {
    samples<N> before(0), now = normal_samples<N>.weight;
    for (int k = 0; k < degrees; ++k) {
      h[k] = now;
      const samples<N> next = (normal_samples<N>.x * now - before * sqrt(double(k))) / sqrt(k + 1.);
      before = now, now = next;
    }
  }
};
template <int N>
inline constexpr weighted_hermite<N> hermite;

/// E[f(x) f(y)] of normal x and y with this correlation, of f's mean and mean square: sum over k of correlation^k ·
/// E[f h_k]² (Mehler); what the first degrees leave of E[f²] counts as the next one.
template <int N>
constexpr double product_across(const samples<N>& f, double mean, double square, double correlation) {
  if (correlation == 0) return mean * mean;
  if (correlation >= 1 || !(square < 1e300)) return square;  // or no double holds it
  double all = mean * mean, rest = square - all, power = correlation;
  for (int k = 1; k < hermite<N>.degrees; ++k, power *= correlation) {
    const double c = total<N>(f * hermite<N>.h[k]);
    all += power * c * c, rest -= c * c;
    if (power * rest < 1e-17 * square && power * rest > -1e-17 * square) return all;  // not a digit is left
  }
  return rest > 0 ? all + power * rest : all;
}

}  // namespace evengrad::inline EVENGRAD_ISA
