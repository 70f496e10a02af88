// What is known of the elements of a value before anything runs: how they are spread over draws of weights and data.
#pragma once
#include <evengrad/graph/node.hpp>
#include <evengrad/mean_field/hermite.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of an element x: E[x], E[x²], and E[x x'] with x' the same element of another row.
struct signal_moments {
  double mean = 0, second = 0, across = 0;

  constexpr double variance() const { return second > mean * mean ? second - mean * mean : 0; }
  constexpr double deviation() const { return sqrt(variance()); }
  /// Of two rows; 1 for what does not depend on the row.
  constexpr double correlation() const {
    const double v = variance(), r = v > 0 ? (across - mean * mean) / v : 0;
    return r > 1 ? 1 : r < -1 ? -1 : r;
  }
  static constexpr signal_moments of_constant(double c) { return {c, c * c, c * c}; }
  static constexpr signal_moments of_sum(const signal_moments& a, const signal_moments& b, double sign) {
    const double m = a.mean + sign * b.mean, square = m * m;
    return {m, a.variance() + b.variance() + square, a.across - a.mean * a.mean + b.across - b.mean * b.mean + square};
  }
  static constexpr signal_moments of_product(const signal_moments& a, const signal_moments& b) {
    return {a.mean * b.mean, a.second * b.second, a.across * b.across};
  }
  /// Of a sum of n independent draws.
  static constexpr signal_moments of_draws(const signal_moments& x, double n) {
    if (!(x.second < 1e300)) return {n * x.mean, x.second, x.second};  // no double holds it
    const double square = x.mean * x.mean, all = n * n * square;
    return {n * x.mean, n * (x.second - square) + all, n * (x.across - square) + all};
  }
  /// Of a sum over rows, which is the same for every row.
  static constexpr signal_moments of_rows(const signal_moments& x, double rows) {
    const double second = rows * x.second + rows * (rows - 1) * x.across;
    return {rows * x.mean, second, second};
  }
};

/// An element as f(z) · a: z is the normal number (of a random mask: the uniform one) of the node `base`, and a an
/// independent number of which only the moments count, that of the node `factor`. So the derivative of an activation
/// meets the adjoint that it scales, and the activation itself, as what they are.
struct spread {
  signal_moments all;
  int base = -1;  // none: f is `level`
  int factor = -1;
  int table = -1;  // of f at the points; none: f(z) = level + slope · z
  double level = 0, slope = 0;
  signal_moments of_factor = {1, 1, 1};
  bool alike = false;   // all columns are the same number
  bool placed = false;  // zero but for a range of columns

  static constexpr spread constant(double c) {
    spread s;
    s.all = {c, c * c, c * c}, s.level = c, s.alike = true;
    return s;
  }
  /// A normal number of its own.
  static constexpr spread normal(int node, const signal_moments& m) {
    const double v = m.variance();
    if (!(v > 0)) return constant(m.mean);
    spread s;
    s.all = m, s.base = node, s.level = m.mean, s.slope = sqrt(v);
    return s;
  }
  static constexpr spread uniform(int node) {
    spread s;
    s.all = {.5, 1. / 3, .25}, s.base = node, s.slope = 1;
    return s;
  }
  constexpr bool is_constant() const { return base < 0 && factor < 0; }
};

/// Values of a function at the points, and how it came about: the same function of the same numbers is kept once.
template <int N>
struct sampled_map {
  samples<N> f{0};
  double mean = 0, square = 0;
  bool uniform = false;
  identity op = 0;
  int table[3]{-1, -1, -1};
  double level[3]{}, slope[3]{};

  constexpr bool same_origin(const sampled_map& s) const {
    if (op != s.op || uniform != s.uniform) return false;
    for (int i = 0; i < 3; ++i)
      if (table[i] != s.table[i] || level[i] != s.level[i] || slope[i] != s.slope[i]) return false;
    return true;
  }
  constexpr bool nonnegative() const { return total<N>(step(-f)) == 0; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
