// How a matrix product is cut into blocks that the caches keep, and what memory that takes beside the factors.
#pragma once
#include <evengrad/kernel/tile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Lanes of the widest register, at most a panel.
template <class T>
inline constexpr int product_lanes = native_lanes<T> < panel_width ? native_lanes<T> : panel_width;

// Blocks that stay in the second-level cache: rows of a, columns of b, and the depth that is walked at a time.
inline constexpr int block_rows = 252, block_columns = 512, strip_width = tile_packs * panel_width;
template <class T>
inline constexpr int block_depth = 1024 / int(sizeof(T));

// Elements of b that the first-level cache keeps, and bytes of it that the second-level cache keeps.
inline constexpr int first_level = 8192, second_level = 1 << 20;

// A copied block of a, and a copied strip of b.
template <class T>
inline constexpr std::ptrdiff_t left_scratch = (block_rows + panel_width) * (block_depth<T> + panel_width);
template <class T>
inline constexpr std::ptrdiff_t right_scratch = block_depth<T>* strip_width;

// n in equal blocks of at most limit, each but the last a multiple of unit.
constexpr int block_size(int n, int limit, int unit) {
  if (n <= limit) return n;
  const int blocks = (n + limit - 1) / limit, size = (n + blocks - 1) / blocks;
  return (size + unit - 1) / unit * unit;
}

constexpr int least(int a, int b) { return a < b ? a : b; }

/// The blocks of a product: rows of a, columns of b, depth; whether blocks of a are copied; and the elements of scratch
/// memory for sums, for a strip of transposed weights and for a block of a.
struct blocking {
  int rows = 0, columns = 0, depth = 0;
  bool copied = false;
  std::ptrdiff_t sums = 0, right = 0, left = 0;
  constexpr std::ptrdiff_t scratch() const { return sums + right + left; }
};

/// Of an m x n x k product whose a(m, k) lies at m * row + k * deep.
template <class T, int L>
constexpr blocking blocking_of(int m, int n, int k, std::ptrdiff_t row, std::ptrdiff_t deep, bool transposed) {
  constexpr int tall = tile_rows<T, L>, width = tile_packs * L;
  // The second-level cache keeps a block of a, and its copy fits into the scratch memory.
  const auto fits = [](std::ptrdiff_t height, std::ptrdiff_t depth) {
    return (padded(height) + panel_width) * (padded(depth) + panel_width) <= left_scratch<T>;
  };
  blocking b{block_size(m, block_rows, tall), block_size(n, block_columns, strip_width), k};
  if (transposed || !fits(b.rows, k)) b.depth = block_size(k, block_depth<T>, panel_width);
  // Rows that lie a multiple of a page apart fall into the same few places of the first-level cache: they are copied.
  const bool collide = (row == 1 || deep == 1) && (deep == 1 ? row : deep) * std::ptrdiff_t(sizeof(T)) % 4096 == 0;
  b.copied = collide && m >= tall && n >= 4 * strip_width && fits(b.rows, b.depth);
  b.sums = 2 * tall * width;  // two tiles
  if (b.depth < k) b.sums += b.rows * std::ptrdiff_t((least(n, b.columns) + width - 1) / width * width);
  b.right = transposed ? right_scratch<T> : 0;
  b.left = b.copied ? left_scratch<T> : 0;
  return b;
}

/// Elements of scratch memory that a product needs, whatever its sizes.
template <class T>
inline constexpr std::ptrdiff_t product_scratch = left_scratch<T> + right_scratch<T> +
                                                  (block_rows + panel_width) * (block_columns + strip_width);

}  // namespace evengrad::inline EVENGRAD_ISA
