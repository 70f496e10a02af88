// The loops of a matrix product around the register tile, blocked for the caches; all epilogues share them.
#pragma once
#include <evengrad/kernel/repack.hpp>
#include <evengrad/kernel/tile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Lanes of the widest register, at most a panel.
template <class T>
inline constexpr int product_lanes = native_lanes<T> < panel_width ? native_lanes<T> : panel_width;

// Blocks that stay in the second-level cache: rows of a, columns of b, and the depth that is walked at a time.
inline constexpr int block_rows = 192, block_columns = 256, block_depth = 256, strip_width = 2 * panel_width;

// A copied block of a, a copied strip of b, and the sums of a block.
inline constexpr std::ptrdiff_t left_scratch = (block_rows + panel_width) * (block_depth + panel_width),
                                right_scratch = block_depth * strip_width,
                                sums_scratch = block_rows * (block_columns + strip_width);

/// Elements of scratch memory that a product needs, whatever its sizes.
template <class T>
inline constexpr std::ptrdiff_t product_scratch = left_scratch + right_scratch + sums_scratch;

/// An epilogue without its type. Its functions are given a tile: its first row and column, its rows, its packs in a
/// row.
template <class T>
struct epilogue {
  const void* done;
  void (*finish)(const void* done, int m, int n, int height, int packs, const T* sums);
  void (*prefetch)(const void* done, int m, int n, int height, int packs);
};

// n in equal blocks of at most limit, each but the last a multiple of unit.
constexpr int block_size(int n, int limit, int unit) {
  const int blocks = (n + limit - 1) / limit, size = (n + blocks - 1) / blocks;
  return (size + unit - 1) / unit * unit;
}

constexpr int least(int a, int b) { return a < b ? a : b; }

/// The loops for packs of L lanes.
template <class T, int L>
struct product_loop {
  static constexpr int tall = L == 1 ? 4 : L == 16 ? 8 : 6, width = 2 * L, row_packs = L == 16 ? 4 : 8;

  // Tall tiles, then 4, 2 and 1 rows; 8 rows are 4 and 4 rather than 6 and 2.
  static constexpr int next_height(int rows) {
    if (rows >= tall && !(tall == 6 && rows == 8)) return tall;
    return rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
  }

  static void run_tile(const tile_source<T>& in, int height, int packs, int depth, bool first, T* sums) {
    using run = void(const tile_source<T>&, int, bool, T*);
    static constexpr run* single[] = {tile<1, 1, T, L>, tile<2, 1, T, L>, tile<4, 1, T, L>, tile<tall, 1, T, L>};
    static constexpr run* twin[] = {tile<1, 2, T, L>, tile<2, 2, T, L>, tile<4, 2, T, L>, tile<tall, 2, T, L>};
    const int shape = height == 4 ? 2 : height == tall ? 3 : height - 1;
    (packs == 1 ? single : twin)[shape](in, depth, first, sums);
  }

  static tile_source<T> strip_of(rows<T> b, int k, int n, int, T*, int) {
    return {nullptr, 0, 0, b.p + k * b.stride + n, b.stride, panel_width};
  }
  static tile_source<T> strip_of(panels<T> b, int k, int n, int, T*, int) {
    return {nullptr, 0, 0, b.p + panel_place(b.height, k, n), panel_width, panel_width * b.height};
  }
  static tile_source<T> strip_of(panels_transposed<T> b, int k, int n, int depth, T* copy, int packs) {
    transpose_strip<L>(b, k, n, copy, depth, packs * L);
    return {nullptr, 0, 0, copy, packs * L, panel_width};
  }

  // One row: bound by the speed at which b arrives, so many packs at a time and no blocks.
  template <class Right>
  static void run_row(int n, int k, left<T> a, Right b, T* sums, epilogue<T> last) {
    for (int j = 0; j < n;) {
      const int left_packs = (n - j + L - 1) / L, packs = left_packs >= row_packs ? row_packs : least(left_packs, 2);
      tile_source<T> in = strip_of(b, 0, j, k, nullptr, packs);
      in.a = a.p, in.row = a.row, in.depth = a.depth;
      if (last.prefetch) last.prefetch(last.done, 0, j, 1, packs);
      if (packs == row_packs) tile<1, row_packs, T, L>(in, k, true, sums);
      else run_tile(in, 1, packs, k, true, sums);
      last.finish(last.done, 0, j, 1, packs, sums);
      j += packs * L;
    }
  }

  template <class Right>
  [[gnu::noinline]] static void run(int m, int n, int k, left<T> a, Right b, T* scratch, epilogue<T> last) {
    T *const left_copy = scratch, *const right_copy = left_copy + left_scratch,
             *const sums = right_copy + right_scratch;
    if constexpr (!__is_same(Right, panels_transposed<T>))
      if (m == 1) return run_row(n, k, a, b, sums, last);
    const int rows_block = block_size(m, block_rows, tall), columns_block = block_size(n, block_columns, strip_width),
              depth_block = block_size(k, block_depth, panel_width);
    const bool copied = (a.depth == 1 || a.row == 1) && n >= 64 && m > 1;
    for (int m0 = 0; m0 < m; m0 += rows_block)
      for (int n0 = 0; n0 < n; n0 += columns_block)
        for (int k0 = 0; k0 == 0 || k0 < k; k0 += depth_block) {
          const int height = least(rows_block, m - m0), depth = least(depth_block, k - k0),
                    n1 = least(n, n0 + columns_block);
          left<T> block{a.p + m0 * a.row + k0 * a.depth, a.row, a.depth};
          if (copied) {
            const bool transposed = a.depth != 1;
            const int long_side = transposed ? height : depth, short_side = transposed ? depth : height;
            const std::ptrdiff_t stride = padded(long_side) + panel_width, from = transposed ? a.depth : a.row;
            if (n0 == 0 || depth_block < k) copy_block(block.p, from, left_copy, stride, short_side, long_side);
            block = {left_copy, transposed ? 1 : stride, transposed ? stride : 1};
          }
          T* strip_sums = sums;
          for (int j = n0; j < n1; j += width) {
            const int packs = least((n1 - j + L - 1) / L, 2);
            tile_source<T> in = strip_of(b, k0, j, depth, right_copy, packs);
            in.row = block.row, in.depth = block.depth;
            for (int i = 0; i < height;) {
              const int tile_height = next_height(height - i);
              T* const tile_sums = depth_block < k ? strip_sums + i * packs * L : sums;
              const bool finished = k0 + depth >= k;
              if (finished && last.prefetch) last.prefetch(last.done, m0 + i, j, tile_height, packs);
              in.a = block.p + i * block.row;
              run_tile(in, tile_height, packs, depth, k0 == 0, tile_sums);
              if (finished) last.finish(last.done, m0 + i, j, tile_height, packs, tile_sums);
              i += tile_height;
            }
            strip_sums += rows_block * width;
          }
        }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
