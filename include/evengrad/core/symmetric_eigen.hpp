// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, for matrices of a few hundred lines.
#pragma once
#include <evengrad/core/sqrt.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Eigenvalues from the largest to the smallest; vector k, of length 1, is line k of `vectors`.
struct eigen {
  std::vector<double> values, vectors;
};

/// Of the symmetric n × n matrix a: A = Σ value_k v_k v_kᵀ, to a few units in the last digit of the largest value.
/// Cyclic rotations (Golub & Van Loan, section 8.5.3), about n³ steps a sweep, six to ten sweeps.
inline eigen symmetric_eigen(std::vector<double> a, int n) {
  const std::size_t size = std::size_t(n);
  std::vector<double> v(size * size);
  for (std::size_t i = 0; i < size; ++i) v[i * size + i] = 1;
  const auto magnitude = [](double x) { return x < 0 ? -x : x; };
  double largest = 0;
  for (const double x : a) largest = magnitude(x) > largest ? magnitude(x) : largest;
  bool rotated = true;
  for (int sweep = 0; rotated && sweep < 60; ++sweep) {
    rotated = false;
    for (std::size_t p = 0; p + 1 < size; ++p)
      for (std::size_t q = p + 1; q < size; ++q) {
        const double off = a[p * size + q];
        if (magnitude(off) <= 1e-17 * largest) continue;
        rotated = true;
        const double tau = (a[q * size + q] - a[p * size + p]) / (2 * off);
        const double t = (tau < 0 ? -1. : 1.) / (magnitude(tau) + sqrt(1 + tau * tau));
        const double c = 1 / sqrt(1 + t * t), s = t * c;
        double *left = a.data() + p * size, *right = a.data() + q * size;
        const double at_p = left[p] - t * off, at_q = right[q] + t * off;
        for (std::size_t k = 0; k < size; ++k) {
          const double x = left[k], y = right[k];
          left[k] = c * x - s * y, right[k] = s * x + c * y;
        }
        left[p] = at_p, right[q] = at_q, left[q] = right[p] = 0;
        for (std::size_t k = 0; k < size; ++k) a[k * size + p] = left[k], a[k * size + q] = right[k];
        left = v.data() + p * size, right = v.data() + q * size;
        for (std::size_t k = 0; k < size; ++k) {
          const double x = left[k], y = right[k];
          left[k] = c * x - s * y, right[k] = s * x + c * y;
        }
      }
  }
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t(0));
  for (std::size_t i = 1; i < size; ++i)
    for (std::size_t j = i; j > 0 && a[order[j] * size + order[j]] > a[order[j - 1] * size + order[j - 1]]; --j)
      std::swap(order[j], order[j - 1]);
  eigen e;
  for (const std::size_t k : order) {
    e.values.push_back(a[k * size + k]);
    e.vectors.insert(e.vectors.end(), v.begin() + std::ptrdiff_t(k * size), v.begin() + std::ptrdiff_t((k + 1) * size));
  }
  return e;
}

}  // namespace evengrad::inline EVENGRAD_ISA
