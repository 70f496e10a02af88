// Singular values of a matrix of any extents, of a few hundred lines or columns.
#pragma once
#include <evengrad/core/symmetric_eigen.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Singular values of the lines × columns matrix a, from the largest on: roots of the eigenvalues of a aᵀ or aᵀ a, the
/// smaller of the two. Those below 1e-8 of the largest are noise.
inline std::vector<double> singular_values(const std::vector<double>& a, int lines, int columns) {
  const bool tall = lines > columns;
  const std::size_t n = std::size_t(tall ? columns : lines), depth = std::size_t(tall ? lines : columns);
  const auto at = [&](std::size_t i, std::size_t k) { return tall ? a[k * n + i] : a[i * depth + k]; };
  std::vector<double> square(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < depth; ++k) sum += at(i, k) * at(j, k);
      square[i * n + j] = square[j * n + i] = sum;
    }
  std::vector<double> values = symmetric_eigen(square, int(n)).values;
  for (double& v : values) v = v < 0 ? 0 : sqrt(v);
  return values;
}

}  // namespace evengrad::inline EVENGRAD_ISA
