// Where the two factors of a matrix product lie in memory: activations in rows, weights in panels of 16 columns.
#pragma once
#include <evengrad/core/pack.hpp>
#include <evengrad/core/panel.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The left factor: a(m, k) = p[m * row + k * depth]; depth = 1 for rows of activations, row = 1 for their transpose.
template <class T>
struct left {
  const T* p;
  std::ptrdiff_t row, depth;
};

/// A right factor in rows of padded length: b(k, n) = p[k * stride + n].
template <class T>
struct rows {
  const T* p;
  std::ptrdiff_t stride;
};

/// A right factor of weights, K x N: b(k, n) = p[(n / 16) * 16 * height + k * 16 + n % 16], height = K.
template <class T>
struct panels {
  const T* p;
  std::ptrdiff_t height;
};

/// The transpose of weights W, N x K: b(k, n) = W(n, k) = p[(k / 16) * 16 * height + n * 16 + k % 16]; of the height =
/// N lines, `lines` are left from p on.
template <class T>
struct panels_transposed {
  const T* p;
  std::ptrdiff_t height, lines = height;
};

}  // namespace evengrad::inline EVENGRAD_ISA
