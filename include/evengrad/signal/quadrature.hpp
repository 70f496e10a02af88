// Expectations of functions of a normal number, as sums over points.
#pragma once
#include <evengrad/core/exp.hpp>
#include <evengrad/core/sqrt.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// N points of a distribution and how much each counts.
template <int N>
struct quadrature {
  double x[N]{}, weight[N]{};

  /// The normal one by the trapezoidal rule in t with x = c sinh t: points crowd at 0, where a saturated activation has
  /// all its slope, and none is at it. Smooth functions are integrated to all digits as by Gauss–Hermite, and also
  /// those with a kink or a jump at 0, which Gauss–Hermite misses (Trefethen & Weideman 2014, sections 5 and 14).
  static constexpr quadrature normal() {
    constexpr double end = N >= 48 ? 6 : 5, step = 9.44 / N;
    const auto sinh = [](double t) { return (exp(t) - exp(-t)) / 2; };
    const double c = end / sinh(step * (N - 1) / 2);
    quadrature q;
    double all = 0, square = 0;
    for (int i = 0; i < N; ++i) {
      const double t = step * (i - (N - 1) / 2.), x = q.x[i] = c * sinh(t);
      all += q.weight[i] = exp(-x * x / 2) * (exp(t) + exp(-t));
    }
    for (int i = 0; i < N; ++i) square += (q.weight[i] /= all) * q.x[i] * q.x[i];
    for (double& x : q.x) x /= sqrt(square);  // what lies beyond the last point is missing in the variance
    return q;
  }
  /// Over [0, 1), each point in the middle of its share.
  static constexpr quadrature uniform() {
    quadrature q;
    for (int i = 0; i < N; ++i) q.x[i] = (i + 0.5) / N, q.weight[i] = 1. / N;
    return q;
  }
};
template <int N>
inline constexpr quadrature<N> normal_points = quadrature<N>::normal();
template <int N>
inline constexpr quadrature<N> uniform_points = quadrature<N>::uniform();

/// The Hermite polynomials, orthonormal under the normal distribution, times the weights, at the points.
template <int N>
struct weighted_hermite {
  static constexpr int degrees = 8;
  double h[degrees][N]{};
  constexpr weighted_hermite() {
    const quadrature<N>& q = normal_points<N>;
    for (int i = 0; i < N; ++i) {
      double before = 0, now = q.weight[i];
      for (int k = 0; k < degrees; ++k) {
        h[k][i] = now;
        const double next = (q.x[i] * now - sqrt(double(k)) * before) / sqrt(k + 1.);
        before = now, now = next;
      }
    }
  }
};
template <int N>
inline constexpr weighted_hermite<N> hermite;

/// E[f(x) f(y)] of normal x and y with this correlation: sum over k of correlation^k · E[f h_k]² (Mehler); what the
/// first degrees leave of E[f²] counts as the next one.
template <int N>
constexpr double product_across(const double (&f)[N], double square, double correlation) {
  if (correlation >= 1) return square;
  double sum = 0, rest = square, power = 1;
  for (int k = 0; k < hermite<N>.degrees; ++k, power *= correlation) {
    double c = 0;
    for (int i = 0; i < N; ++i) c += f[i] * hermite<N>.h[k][i];
    sum += power * c * c, rest -= c * c;
    if (correlation == 0) return sum;
  }
  return rest > 0 ? sum + power * rest : sum;
}

}  // namespace evengrad::inline EVENGRAD_ISA
