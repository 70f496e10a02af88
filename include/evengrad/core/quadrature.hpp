// Expectations of functions of a normal number, and of a uniform one, as sums over points.
#pragma once
#include <evengrad/core/exp.hpp>
#include <evengrad/core/sqrt.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// N points of a distribution and how much each counts.
template <int N>
struct quadrature {
  double x[N]{}, weight[N]{};

  /// E f(x).
  template <class F>
  constexpr double mean(const F& f) const {
    double sum = 0;
    for (int i = 0; i < N; ++i) sum += weight[i] * f(x[i]);
    return sum;
  }

  /// The normal one by the trapezoidal rule in t with x = c sinh t: points crowd at 0, where a saturated activation has
  /// all its slope, and none is at it. Smooth functions are integrated to all digits as by Gauss–Hermite, and also
  /// those with a kink or a jump at 0, which Gauss–Hermite misses (Trefethen & Weideman 2014, sections 5 and 14).
  static constexpr quadrature normal() {
    constexpr double end = N >= 48 ? 6 : 5, step = 9.44 / N;
    const auto sinh = [](double t) { return (exp(t) - exp(-t)) / 2; };
    const double c = end / sinh(step * (N - 1) / 2);
    quadrature q;
    for (int i = 0; i < N; ++i) {
      const double t = step * (i - (N - 1) / 2.);
      q.x[i] = c * sinh(t), q.weight[i] = density(q.x[i]) * (exp(t) + exp(-t));
    }
    q.share();
    const double square = q.mean([](double x) { return x * x; });
    for (double& x : q.x) x /= sqrt(square);  // what lies beyond the last point is missing in the variance
    return q;
  }
  /// The normal one by Gauss's rule with ten points between neighbouring integers from −N/20 to N/20: of functions that
  /// have their kinks at integers, to all digits where N is 240.
  static constexpr quadrature normal_between_integers() requires(N % 20 == 0) {
    constexpr double at[] = {0.14887433898163122, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845,
                             0.9739065285171717},
                     share[] = {0.29552422471475287, 0.26926671930999635, 0.21908636251598204, 0.14945134915058059,
                                0.06667134430868814};
    quadrature q;
    for (int i = 0; i < N; ++i) {
      const int k = i % 10 / 2;
      q.x[i] = i / 10 - N / 20 + 0.5 + (i % 2 ? at[k] : -at[k]) / 2, q.weight[i] = share[k] * density(q.x[i]);
    }
    q.share();
    return q;
  }
  /// Over [0, 1), each point in the middle of its share.
  static constexpr quadrature uniform() {
    quadrature q;
    for (int i = 0; i < N; ++i) q.x[i] = (i + 0.5) / N, q.weight[i] = 1. / N;
    return q;
  }

 private:
  static constexpr double density(double x) { return exp(-x * x / 2); }
  constexpr void share() {
    const double all = mean([](double) { return 1.; });
    for (double& w : weight) w /= all;
  }
};
template <int N>
inline constexpr quadrature<N> normal_points = quadrature<N>::normal();
template <int N>
inline constexpr quadrature<N> normal_points_between_integers = quadrature<N>::normal_between_integers();
template <int N>
inline constexpr quadrature<N> uniform_points = quadrature<N>::uniform();

}  // namespace evengrad::inline EVENGRAD_ISA
