// What the matrix that takes one state to the next does to signals over many steps: its powers, its spectral radius and
// its singular values.
#pragma once
#include <evengrad/core/eigenvalues.hpp>
#include <evengrad/core/singular_values.hpp>
#include <evengrad/model/directory.hpp>

#include <cstdio>

namespace evengrad::inline EVENGRAD_ISA {

/// Figures of the recurrence h' = f(x + h W), whose slope f' is at most `slope`.
struct recurrent_spectrum {
  int units = 0;
  double radius = 0;             ///< the largest modulus of an eigenvalue
  double largest = 0;            ///< singular value: the most that a step lengthens an adjoint, times `slope`
  double smallest = 0;           ///< singular value
  double slope = 1;              ///< γ: 1 for tanh and relu, 1/4 for the logistic function
  std::vector<double> singular;  ///< from the largest on
  std::vector<double> powers;    ///< the largest singular value of W^(2^k), k = 0, 1, …, 10; infinite beyond 1e300

  /// Over so many steps no adjoint gets longer than this times itself: (γ σ)^steps.
  double bound(int steps) const { return std::pow(slope * largest, steps); }
  /// What follows (Pascanu, Mikolov & Bengio 2013, section 2.1 and 2.2).
  std::string sentence() const {
    char text[320];
    if (slope * largest < 1.001 && slope * smallest > 0.999)
      return "it keeps every length: adjoints change by the slopes of the activation alone";
    if (slope * largest < 1)
      std::snprintf(text, sizeof text,
                    "the largest singular value is %.3g, so adjoints shrink to %.2g or less in 20 steps: they vanish, "
                    "whatever the data",
                    largest, bound(20));
    else if (slope * radius > 1.001)
      std::snprintf(text, sizeof text,
                    "the spectral radius is %.3g: where slopes are at their largest, adjoints grow as %.2g in 20 steps "
                    "and explode; clip them",
                    radius, std::pow(slope * radius, 20));
    else
      std::snprintf(
          text, sizeof text,
          "the spectral radius is %.3g and the largest singular value %.3g: adjoints fade in the end, and may "
          "grow before that",
          radius, largest);
    return text;
  }
};

/// Of an n × n matrix, line after line. Fails where a number is not finite.
inline recurrent_spectrum spectrum_of(std::vector<double> w, int n, double slope = 1) {
  for (std::size_t i = 0; i < w.size(); ++i)
    if (!(w[i] - w[i] == 0))
      fail("spectrum_of, line " + std::to_string(int(i) / n) + ", column " + std::to_string(int(i) % n),
           std::to_string(w[i]), "go back to weights that are finite: train with a lower learning rate");
  recurrent_spectrum s;
  s.units = n, s.slope = slope;
  s.radius = real_eigenvalues(w, n).radius();
  s.singular = singular_values(w, n, n);
  s.largest = s.singular.front(), s.smallest = s.singular.back();
  double scale = 0;  // log of what the power was divided by
  for (int k = 0; k <= 10; ++k) {
    const double size = k ? singular_values(w, n, n).front() : s.largest;
    s.powers.push_back(size > 0 ? std::exp(std::log(size) + scale) : 0);
    if (!(size > 0)) continue;
    for (double& x : w) x /= size;
    scale = 2 * (scale + std::log(size));
    std::vector<double> square(w.size());
    for (std::size_t i = 0, m = std::size_t(n); i < m; ++i)
      for (std::size_t j = 0; j < m; ++j)
        for (std::size_t l = 0; l < m; ++l) square[i * m + l] += w[i * m + j] * w[j * m + l];
    w = std::move(square);
  }
  return s;
}

/// Of the weights by which a cell multiplies its state: `spectrum_of(model["rnn_1.w_h"])`. Where gates lie side by side
/// `gate` says which; there W alone does not decide, since what gates keep goes past it. Fails unless there are as many
/// lines as columns of a gate.
template <class T>
recurrent_spectrum spectrum_of(const parameter_view<T>& w, double slope = 1, int gate = 0) {
  const int n = w.lines();
  if (gate < 0 || w.columns() % n != 0 || (gate + 1) * n > w.columns())
    fail("spectrum_of",
         std::to_string(n) + " x " + std::to_string(w.columns()) + " weights, gate " + std::to_string(gate),
         "give the weights of a cell by which it multiplies its state, such as model[\"rnn_1.w_h\"]");
  std::vector<double> a;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) a.push_back(double(w(i, gate * n + j)));
  return spectrum_of(std::move(a), n, slope);
}

}  // namespace evengrad::inline EVENGRAD_ISA
