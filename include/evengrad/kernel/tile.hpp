// The register tile of a matrix product: R rows by C packs of sums that stay in registers over the depth.
#pragma once
#include <evengrad/core/fma.hpp>
#include <evengrad/kernel/operand.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a tile reads: rows of a, and columns of b that lie in panels (panel apart) of rows (step apart).
template <class T>
struct tile_source {
  const T* a;
  std::ptrdiff_t row, depth;
  const T* b;
  std::ptrdiff_t step, panel;
};

/// sum(r, c) += a(r, k) * b(k, c) for k = 0, 1, … in this order, one fused multiply-add each where the target has it.
template <int R, int C, class T, int L, class K>
EVENGRAD_INLINE void accumulate(pack<T, L> (&sum)[R][C], const tile_source<T>& in, K depth) {
  constexpr int packs = panel_width / L;
  const T* group[(R + 3) / 4];  // one pointer for four rows: the others are reached by scaled indices
#pragma GCC unroll 8
  for (int g = 0; g < (R + 3) / 4; ++g) group[g] = in.a + 4 * g * in.row;
  const std::ptrdiff_t row = in.row, forward = in.depth, step = in.step, panel = in.panel;
  const T* b = in.b;
  for (int k = 0; k < depth; ++k) {
    pack<T, L> right[C];
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) right[c] = pack<T, L>::load(b + c / packs * panel + c % packs * L);
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r) {
      const pack<T, L> x(group[r / 4][r % 4 * row]);
#pragma GCC unroll 8
      for (int c = 0; c < C; ++c) sum[r][c] = fma(x, right[c], sum[r][c]);
    }
#pragma GCC unroll 8
    for (int g = 0; g < (R + 3) / 4; ++g) group[g] += forward;
    b += step;
  }
}

/// A tile that begins at zero, or goes on from the sums in memory (R rows of C packs), and leaves its sums there.
template <int R, int C, class T, int L>
[[gnu::noinline]] void tile(const tile_source<T>& in, int depth, bool first, T* sums) {
  pack<T, L> sum[R][C];
#pragma GCC unroll 16
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) sum[r][c] = first ? pack<T, L>(T(0)) : pack<T, L>::load(sums + (r * C + c) * L);
  accumulate(sum, in, depth);
#pragma GCC unroll 16
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) sum[r][c].store(sums + (r * C + c) * L);
}

}  // namespace evengrad::inline EVENGRAD_ISA
