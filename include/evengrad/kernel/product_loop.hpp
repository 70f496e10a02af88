// The loops of a matrix product around the register tile, blocked for the caches; all epilogues share them.
#pragma once
#include <evengrad/kernel/blocking.hpp>
#include <evengrad/kernel/epilogue.hpp>
#include <evengrad/kernel/repack.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The loops for packs of L lanes.
template <class T, int L>
struct product_loop {
  static constexpr int tall = tile_rows<T, L>, width = tile_packs * L;

  // Packs of the tile of a product that has R rows in all, or 0 where the usual tile serves. Such a product is bound by
  // the speed at which b arrives.
  static constexpr int few_rows_packs(int rows) { return L == 16 ? 4 : rows == 1 ? 8 : rows == 2 ? 4 : 0; }

  // Rows of the next tile of at most `most`, so that few are left for tiles of less than four: 16 rows are 8 and 8, not
  // 12 and 4.
  static constexpr int next_rows(int left, int most) {
    if (most == 12) {
      const int rest = left % 12;
      if (left >= 24 || left == 12 || (left > 12 && (rest < 4 || rest >= 8))) return 12;
      if (left >= 8) return 8;
    } else if (left >= most && !(most == 6 && left == 8)) return most;
    return least(left, 4);
  }

  static void run_tile(tile_source<T>& in, int height, int packs, int depth, bool first, T* sums) {
    using run = void(tile_source<T>&, int, bool, T*);
    static constexpr run* single[] = {
        tile<1, 1, L, T>,   tile<2, 1, L, T>, tile<3, 1, L, T>, tile<4, 1, L, T>, tile<short_rows<T, L>, 1, L, T>,
        tile<tall, 1, L, T>};
    static constexpr run* twin[] = {
        tile<1, 2, L, T>,   tile<2, 2, L, T>, tile<3, 2, L, T>, tile<4, 2, L, T>, tile<short_rows<T, L>, 2, L, T>,
        tile<tall, 2, L, T>};
    (packs == 1 ? single : twin)[height <= 4 ? height - 1 : height == tall ? 5 : 4](in, depth, first, sums);
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

  // A word at a time: two of them joined in a vector register would wait for all arithmetic before them.
  EVENGRAD_INLINE static void put(left<T> a, tile_source<T>& in) {
    in.a = a.p;
    asm("" : "+m"(in.a));
    in.row = a.row;
    asm("" : "+m"(in.row));
    in.depth = a.depth;
  }

  template <int R, class Right>
  static void run_few_rows(int n, int k, left<T> a, Right b, T* sums, const epilogue<T>& last, const void* done) {
    constexpr int most = few_rows_packs(R);
    for (int j = 0; j < n;) {
      const int left_packs = (n - j + L - 1) / L, packs = left_packs >= most ? most : least(left_packs, tile_packs);
      tile_source<T> in = strip_of(b, 0, j, k, nullptr, packs);
      put(a, in);
      if (packs == most) tile<R, most, L>(in, k, true, sums);
      else run_tile(in, R, packs, k, true, sums);
      last.finish(done, 0, j, R, packs, sums);
      j += packs * L;
    }
  }

  // A strip of columns times a block of rows. kept: sums of unfinished blocks of the depth, or null.
  static void run_strip(tile_source<T>& in, int height, int packs, int depth, bool first, bool finished, T* kept,
                        T* sums, int m, int n, const epilogue<T>& last, const void* done) {
    const auto in_registers = finished ? last.tile[packs - 1] : nullptr;
    const auto behind = finished ? last.behind[packs - 1] : nullptr;
    const int most = in_registers || packs == 1 ? short_rows<T, L> : tall;
    const T* before = nullptr;  // sums of the tile that is not finished yet
    for (int i = 0, rows = 0, turn = 0; i < height; i += rows) {
      rows = next_rows(height - i, most);
      const bool full = rows == most;
      T* const tile_sums = kept ? kept + i * packs * L : sums + turn * tall * packs * L;
      if (full && in_registers) {
        int tiles = 1;
        while (i + tiles * most < height && next_rows(height - i - tiles * most, most) == most) ++tiles;
        in_registers(done, &in, first ? nullptr : tile_sums, depth, tiles, m + i, n);
        rows = tiles * most;
        continue;
      }
      if (full && behind && before)
        behind(done, in, depth, first ? nullptr : tile_sums, tile_sums, before, m + i - most, n);
      else run_tile(in, rows, packs, depth, first, tile_sums);
      before = full && behind ? tile_sums : nullptr;
      if (before && i + rows < height && next_rows(height - i - rows, most) == most) turn ^= 1;
      else if (finished) last.finish(done, m + i, n, rows, packs, tile_sums), before = nullptr;
      in.a += rows * in.row;
    }
  }

  template <class Right>
  [[gnu::noinline]] static void run(const T* p, std::ptrdiff_t row, std::ptrdiff_t deep, Right b, int m, int n, int k,
                                    T* scratch, const epilogue<T>& last, const void* done) {
    const left<T> a{p, row, deep};
    constexpr bool transposed = __is_same(Right, panels_transposed<T>);
    T* const sums = scratch;
    if constexpr (!transposed) {
      if (m == 1) return run_few_rows<1>(n, k, a, b, sums, last, done);
      if constexpr (few_rows_packs(2) != 0)
        if (m == 2) return run_few_rows<2>(n, k, a, b, sums, last, done);
      if constexpr (few_rows_packs(4) != 0) {
        if (m == 3) return run_few_rows<3>(n, k, a, b, sums, last, done);
        if (m == 4) return run_few_rows<4>(n, k, a, b, sums, last, done);
      }
    }
    if constexpr (!transposed)
      if (m <= block_rows && k <= block_depth<T> && n * std::ptrdiff_t(k) <= first_level) {
        for (int j = 0; j < n; j += width) {  // no blocks: their bookkeeping would take a tenth of 16 x 16 x 16
          const int packs = n - j > L ? tile_packs : 1;
          tile_source<T> in = strip_of(b, 0, j, k, nullptr, packs);
          put(a, in);
          run_strip(in, m, packs, k, true, true, nullptr, sums, 0, j, last, done);
        }
        return;
      }
    const blocking cut = blocking_of<T, L>(m, n, k, a.row, a.depth, transposed);
    const int rows_block = cut.rows, columns_block = cut.columns, depth_block = cut.depth;
    const bool copied = cut.copied;
    T *const right_copy = sums + cut.sums, *const left_copy = right_copy + cut.right;
    for (int m0 = 0; m0 < m; m0 += rows_block)
      for (int n0 = 0; n0 < n; n0 += columns_block)
        for (int k0 = 0; k0 == 0 || k0 < k; k0 += depth_block) {
          const int height = least(rows_block, m - m0), depth = least(depth_block, k - k0),
                    n1 = least(n, n0 + columns_block);
          left<T> block{a.p + m0 * a.row + k0 * a.depth, a.row, a.depth};
          if (copied) {
            if (n0 == 0 || depth_block < k) copy_left(block, left_copy, height, depth);
            const std::ptrdiff_t stride = padded(a.depth == 1 ? depth : height) + panel_width;
            block = a.depth == 1 ? left<T>{left_copy, stride, 1} : left<T>{left_copy, 1, stride};
          }
          // What the second-level cache keeps arrives in time; otherwise each tile fetches its share of the next strip.
          const bool near = transposed || n * std::ptrdiff_t(k) * std::ptrdiff_t(sizeof(T)) <= second_level;
          const int ahead_rows = near ? 0 : depth / (height / tall + 1);
          T* kept = depth_block < k ? sums + 2 * tall * width : nullptr;
          for (int j = n0; j < n1; j += width) {
            const int packs = least((n1 - j + L - 1) / L, tile_packs);
            tile_source<T> in = strip_of(b, k0, j, depth, right_copy, packs);
            put(block, in);
            if constexpr (!transposed)
              if (ahead_rows && j + width < n1) {
                in.ahead = strip_of(b, k0, j + width, depth, nullptr, packs).b;
                in.ahead_rows = ahead_rows;
              }
            run_strip(in, height, packs, depth, k0 == 0, k0 + depth >= k, kept, sums, m0, j, last, done);
            if (kept) kept += rows_block * width;
          }
        }
  }

  static void copy_left(left<T> a, T* to, int height, int depth) {
    if (a.depth == 1) copy_block(a.p, a.row, to, padded(depth) + panel_width, height, depth);
    else copy_block(a.p, a.depth, to, padded(height) + panel_width, depth, height);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
