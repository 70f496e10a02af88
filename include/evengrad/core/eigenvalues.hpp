// Eigenvalues of a real matrix of any kind, complex pairs among them, for matrices of a few hundred lines.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/core/sqrt.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

struct complex_number {
  double real = 0, imaginary = 0;
  double modulus() const { return std::hypot(real, imaginary); }
};

/// The QR algorithm on a Hessenberg matrix (Francis 1961; Golub & Van Loan, sections 7.4 and 7.5): two shifts at once,
/// so that a complex pair is found in real arithmetic. About 10 n³ operations.
class real_eigenvalues {
  int n_;
  std::vector<double> a_;
  std::vector<complex_number> found_;

  double& at(int i, int j) { return a_[std::size_t(i) * std::size_t(n_) + std::size_t(j)]; }

  /// Lines and columns are scaled by powers of two until they are about as long: eigenvalues stay what they are.
  void balance() {
    for (bool changed = true; changed;) {
      changed = false;
      for (int i = 0; i < n_; ++i) {
        double line = 0, column = 0, factor = 1;
        for (int j = 0; j < n_; ++j)
          if (j != i) line += std::fabs(at(i, j)), column += std::fabs(at(j, i));
        if (!(line > 0) || !(column > 0)) continue;
        const double sum = line + column;
        for (; column < line / 2; factor *= 2) column *= 4;
        for (; column >= line * 2; factor /= 2) column /= 4;
        if (!((column + line) / factor < 0.95 * sum)) continue;
        changed = true;
        for (int j = 0; j < n_; ++j) at(i, j) /= factor;
        for (int j = 0; j < n_; ++j) at(j, i) *= factor;
      }
    }
  }
  /// Householder reflections from both sides leave zeros below the first subdiagonal.
  void to_hessenberg() {
    std::vector<double> v(std::size_t(n_), 0.);
    for (int k = 0; k + 2 < n_; ++k) {
      double square = 0;
      for (int i = k + 1; i < n_; ++i) v[std::size_t(i)] = at(i, k), square += at(i, k) * at(i, k);
      const double length = sqrt(square), first = at(k + 1, k), sign = first < 0 ? -1 : 1;
      if (length == 0) continue;
      v[std::size_t(k + 1)] += sign * length;
      const double factor = 1 / (square + sign * first * length);
      for (int j = k; j < n_; ++j) {
        double sum = 0;
        for (int i = k + 1; i < n_; ++i) sum += v[std::size_t(i)] * at(i, j);
        for (int i = k + 1; i < n_; ++i) at(i, j) -= factor * sum * v[std::size_t(i)];
      }
      for (int i = 0; i < n_; ++i) {
        double sum = 0;
        for (int j = k + 1; j < n_; ++j) sum += at(i, j) * v[std::size_t(j)];
        for (int j = k + 1; j < n_; ++j) at(i, j) -= factor * sum * v[std::size_t(j)];
      }
    }
  }
  /// The last two lines of what is left are a block of its own.
  void take_pair(int last) {
    const double p = (at(last - 1, last - 1) - at(last, last)) / 2, m = (at(last - 1, last - 1) + at(last, last)) / 2;
    const double q = p * p + at(last, last - 1) * at(last - 1, last);
    if (q < 0) {
      found_.push_back({m, sqrt(-q)}), found_.push_back({m, -sqrt(-q)});
    } else {
      const double root = m + (m < 0 ? -sqrt(q) : sqrt(q)), product = m * m - q;
      found_.push_back({root, 0}), found_.push_back({root != 0 ? product / root : 0, 0});
    }
  }
  /// x, y, z times what reflects them onto the first axis, on three lines and columns (two where last is reached).
  void reflect(double x, double y, double z, int k, int first, int last) {
    const int count = k + 2 <= last ? 3 : 2;
    if (count == 2) z = 0;
    const double length = sqrt(x * x + y * y + z * z), sign = x < 0 ? -1 : 1;
    if (length == 0) return;
    const double u[3]{x + sign * length, y, z}, factor = 1 / (length * (length + sign * x));
    for (int j = k > first ? k - 1 : first; j <= last; ++j) {
      double sum = 0;
      for (int i = 0; i < count; ++i) sum += u[i] * at(k + i, j);
      for (int i = 0; i < count; ++i) at(k + i, j) -= factor * sum * u[i];
    }
    for (int i = first; i <= (k + 3 < last ? k + 3 : last); ++i) {
      double sum = 0;
      for (int j = 0; j < count; ++j) sum += at(i, k + j) * u[j];
      for (int j = 0; j < count; ++j) at(i, k + j) -= factor * sum * u[j];
    }
  }
  /// One step with the shifts s and t, given by their sum and product, on lines first … last.
  void step(int first, int last, double sum, double product) {
    double x = at(first, first) * at(first, first) + at(first, first + 1) * at(first + 1, first) -
               sum * at(first, first) + product,
           y = at(first + 1, first) * (at(first, first) + at(first + 1, first + 1) - sum),
           z = first + 2 <= last ? at(first + 1, first) * at(first + 2, first + 1) : 0;
    for (int k = first; k < last; ++k) {
      reflect(x, y, z, k, first, last);
      x = at(k + 1, k), y = k + 2 <= last ? at(k + 2, k) : 0, z = k + 3 <= last ? at(k + 3, k) : 0;
    }
  }

 public:
  /// Of the n × n matrix a, line after line.
  real_eigenvalues(std::vector<double> a, int n) : n_(n), a_(std::move(a)) {
    balance(), to_hessenberg();
    int last = n - 1, tries = 0;
    while (last >= 0) {
      int first = last;
      for (; first > 0; --first) {
        const double size = std::fabs(at(first - 1, first - 1)) + std::fabs(at(first, first));
        if (std::fabs(at(first, first - 1)) <= 2.3e-16 * size) {
          at(first, first - 1) = 0;
          break;
        }
      }
      if (first == last) found_.push_back({at(last, last), 0}), --last, tries = 0;
      else if (first + 1 == last) take_pair(last), last -= 2, tries = 0;
      else if (++tries > 300) {
        fail("eigenvalues", std::to_string(last + 1) + " of them do not converge", "give a matrix of finite numbers");
      } else {
        double sum = at(last - 1, last - 1) + at(last, last);
        double product = at(last - 1, last - 1) * at(last, last) - at(last, last - 1) * at(last - 1, last);
        if (tries % 10 == 0) {  // an exceptional shift breaks a cycle
          const double s = std::fabs(at(last, last - 1)) + std::fabs(at(last - 1, last - 2));
          sum = 1.5 * s, product = s * s;
        }
        step(first, last, sum, product);
      }
    }
  }
  const std::vector<complex_number>& values() const { return found_; }
  /// The largest modulus.
  double radius() const {
    double r = 0;
    for (const complex_number& x : found_) r = x.modulus() > r ? x.modulus() : r;
    return r;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
