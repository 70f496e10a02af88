// Orthogonal matrices (Saxe et al. 2013), and kernels that are one at their centre (Xiao et al. 2018): signals keep
// their length at any depth.
#pragma once
#include <evengrad/core/pack.hpp>
#include <evengrad/core/philox.hpp>
#include <evengrad/init/gain.hpp>

#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Products that no compiler may fuse with the sum they go into.
template <int N>
EVENGRAD_INLINE pack<double, N> rounded(pack<double, N> product) {
#if defined(__SSE2__)
  asm("" : "+x"(product.v));
#elif defined(__aarch64__)
  asm("" : "+w"(product.v));
#else
  asm("" : "+m"(product.v));
#endif
  return product;
}

/// n × m numbers, n ≥ m, whose columns are orthonormal, uniformly among all such matrices: Q of the QR decomposition of
/// normal numbers where the diagonal of R is positive (Mezzadri 2007). The numbers themselves are not needed, since
/// each of Householder's reflections is that of a vector as random as they are (Stewart 1980); about 2 n m² − ⅔ m³
/// products. The same bits for every compiler and instruction set.
class orthonormal_columns {
  using P = pack<double, (vector_bytes > 8 ? vector_bytes / 8 : 1)>;
  std::ptrdiff_t stride_;
  std::vector<double> q_;

  /// Rows and columns from k on become (I − factor · u uᵀ) times what they are.
  void reflect(const std::vector<double>& u, double factor, std::vector<double>& sums, int k) {
    const std::ptrdiff_t n = std::ptrdiff_t(u.size()), from = k / P::size * P::size;
    std::fill(sums.begin(), sums.end(), 0.);
    for (std::ptrdiff_t i = k; i < n; ++i)
      for (std::ptrdiff_t j = from; j < stride_; j += P::size)
        (P::load(&sums[std::size_t(j)]) + rounded(P(u[std::size_t(i)]) * P::load(row(i) + j)))
            .store(&sums[std::size_t(j)]);
    for (std::ptrdiff_t i = k; i < n; ++i) {
      const P f(factor * u[std::size_t(i)]);
      for (std::ptrdiff_t j = from; j < stride_; j += P::size)
        (P::load(row(i) + j) - rounded(f * P::load(&sums[std::size_t(j)]))).store(row(i) + j);
    }
  }
  double* row(std::ptrdiff_t i) { return q_.data() + i * stride_; }

 public:
  /// `matrix` is its number, where several are drawn from one stream.
  orthonormal_columns(const generator& g, int n, int m, int matrix = 0)
      : stride_((m + P::size - 1) / P::size * P::size), q_(std::size_t(n) * std::size_t(stride_), 0.) {
    std::vector<double> u(std::size_t(n), 0.), sums(std::size_t(stride_), 0.);
    for (int k = m - 1; k >= 0; --k) {
      double square = 0;
      for (int i = k; i < n; ++i) {
        const double z = u[std::size_t(i)] = double(g.normal(
            (std::uint64_t(matrix) * std::uint64_t(m) + std::uint64_t(k)) * std::uint64_t(n) + std::uint64_t(i)));
        square += rounded(z * z);
      }
      const double length = sqrt(square), first = u[std::size_t(k)], sign = first < 0 ? -1 : 1;
      u[std::size_t(k)] += sign * length;
      row(k)[k] = -sign;
      reflect(u, 1 / (square + rounded(sign * first * length)), sums, k);
    }
  }
  double operator()(int i, int j) { return row(i)[j]; }
};

namespace init {

/// Element (i, j) of the matrix is at w[at(i, j)].
template <a_gain Gain, class Place>
void draw_orthogonal(const generator& g, int lines, int columns, double* w, int matrix, Place at) {
  const bool tall = lines >= columns;
  orthonormal_columns q(g, tall ? lines : columns, tall ? columns : lines, matrix);
  for (int i = 0; i < lines; ++i)
    for (int j = 0; j < columns; ++j) w[at(i, j)] = gain_of<Gain> * (tall ? q(i, j) : q(j, i));
}

/// Columns, or where the matrix is wider than high rows, are orthonormal, times the gain: WᵀW or WWᵀ is gain² I. Of a
/// parameter (…, inputs, outputs) the fans say whether its matrices are one below the other, side by side for the same
/// inputs, or each for itself.
template <a_gain Gain = gain::linear>
struct orthogonal {
  static constexpr evengrad::law law(fans f) {
    return whole_law(0, sqrt(Gain::square / (f.in > f.out ? f.in : f.out)));
  }
  static void draw(const generator& g, const shape& dims, fans f, double* w) {
    const int n = dims.last(), k = dims.rank > 1 ? dims[dims.rank - 2] : 1, copies = dims.lines() / k;
    if (copies > 1 && f.in == k && f.out == n)
      for (int c = 0; c < copies; ++c)
        draw_orthogonal<Gain>(g, k, n, w, c, [=](int i, int j) { return (c * k + i) * n + j; });
    else if (copies > 1 && f.in == k && f.out == copies * n)
      draw_orthogonal<Gain>(g, k, copies * n, w, 0, [=](int i, int j) { return (j / n * k + i) * n + j % n; });
    else draw_orthogonal<Gain>(g, dims.lines(), n, w, 0, [=](int i, int j) { return i * n + j; });
  }
};

/// The place of the matrix in the middle of a window, whose axes come before the last two.
constexpr int centre_of(const shape& dims) {
  int at = 0;
  for (int i = 0; i < dims.rank; ++i) at = at * dims[i] + (i + 2 < dims.rank ? (dims[i] - 1) / 2 : 0);
  return at;
}

/// Of a parameter with a window, (…, inputs, outputs), the matrix in the middle is orthogonal and all else zero, so
/// that a convolution keeps the length of what it reads (algorithm 1 of Xiao et al.). Without a window it is
/// `orthogonal`.
template <a_gain Gain = gain::linear>
struct delta_orthogonal : orthogonal<Gain> {
  static void draw(const generator& g, const shape& dims, fans, double* w) {
    const int n = dims.last();
    draw_orthogonal<Gain>(g, dims.rank > 1 ? dims[dims.rank - 2] : 1, n, w + centre_of(dims), 0,
                          [=](int i, int j) { return i * n + j; });
  }
};

}  // namespace init

}  // namespace evengrad::inline EVENGRAD_ISA
