// Products of functions of two normal numbers that are correlated, by their Hermite polynomials.
#pragma once
#include <evengrad/core/quadrature.hpp>

namespace evengrad::inline EVENGRAD_ISA {

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
