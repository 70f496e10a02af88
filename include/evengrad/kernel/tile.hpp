// The register tile of a matrix product: R rows by C packs of sums that stay in registers over the depth.
#pragma once
#include <evengrad/core/fma.hpp>
#include <evengrad/kernel/operand.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The tile that suits the registers: sums enough to hide the latency of a multiply-add, and room for a and b.
template <class T, int L>
inline constexpr int tile_rows = L* int(sizeof(T)) > vector_bytes ? (vector_bytes == 64 ? 6 : 2)
                                 : vector_bytes == 64             ? 12
                                 : L == 1                         ? 4
                                                                  : 6;
inline constexpr int tile_packs = 2;
/// The tile that is finished in registers, and the one of a single pack: with more rows its stores, which all wait for
/// the last multiply-adds, would fill the queue of stores and hold up the next tile.
template <class T, int L>
inline constexpr int short_rows = tile_rows<T, L> < 8 ? tile_rows<T, L> : 8;
template <class T, int L, int C>
inline constexpr int rows_of_tile = C == 1 ? short_rows<T, L> : tile_rows<T, L>;

/// What a tile reads: rows of a, and columns of b that lie in panels (panel apart) of rows (step apart). While it
/// works, it fetches ahead_rows of the next strip of b.
template <class T>
struct tile_source {
  const T* a;
  std::ptrdiff_t row, depth;
  const T* b;
  std::ptrdiff_t step, panel;
  const T* ahead = nullptr;
  int ahead_rows = 0;
};

/// Where pack c of a row of b begins.
template <int L>
constexpr std::ptrdiff_t pack_place(int c, std::ptrdiff_t panel) {
  constexpr int packs = panel_width / L;
  return c / packs * panel + c % packs * L;
}

/// Forbids the compiler to read the pack from memory again at each of its uses, which would wait for the load units.
template <class T, int L>
EVENGRAD_INLINE void hold([[maybe_unused]] pack<T, L>& x) {
#if defined(__x86_64__)
  if constexpr (requires { x.v; })
    if constexpr (sizeof(x.v) <= vector_bytes) asm("" : "+v"(x.v));
#endif
}

/// Where a tile of R rows stands in its depth. One pointer for four rows: the others are reached by scaled indices.
template <int R, class T>
struct tile_cursor {
  static constexpr int groups = (R + 3) / 4;
  const T *group[groups], *b;
  EVENGRAD_INLINE explicit tile_cursor(const tile_source<T>& in) : b(in.b) {
#pragma GCC unroll 8
    for (int g = 0; g < groups; ++g) group[g] = in.a + 4 * g * in.row;
  }
};

/// sum(r, c) += a(r, k) * b(k, c) for the next k in order, one fused multiply-add each where the target has it.
template <int R, int C, class T, int L, class K>
EVENGRAD_INLINE void accumulate(pack<T, L> (&sum)[R][C], const tile_source<T>& in, tile_cursor<R, T>& at, K depth) {
  const std::ptrdiff_t row = in.row, forward = in.depth, step = in.step, panel = in.panel;
  for (int k = 0; k < depth; ++k) {
    pack<T, L> right[C];
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) {
      right[c] = pack<T, L>::load(at.b + pack_place<L>(c, panel));
      if constexpr (R > 1) hold(right[c]);
    }
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r) {
      const pack<T, L> x(at.group[r / 4][r % 4 * row]);
#pragma GCC unroll 8
      for (int c = 0; c < C; ++c) sum[r][c] = fma(x, right[c], sum[r][c]);
    }
#pragma GCC unroll 8
    for (int g = 0; g < at.groups; ++g) at.group[g] += forward;
    at.b += step;
  }
}
template <int R, int C, class T, int L, class K>
EVENGRAD_INLINE void accumulate(pack<T, L> (&sum)[R][C], const tile_source<T>& in, K depth) {
  tile_cursor<R, T> at(in);
  accumulate(sum, in, at, depth);
}

template <int C, int L, class T>
EVENGRAD_INLINE void fetch_ahead(tile_source<T>& in) {
  for (int k = 0; k < in.ahead_rows; ++k, in.ahead += in.step)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c)
      if (c * L * sizeof(T) % 64 == 0) __builtin_prefetch(in.ahead + pack_place<L>(c, in.panel), 0, 2);
}

/// The sums that a tile begins with: those in memory (R rows of C packs) or, without memory, zeros.
template <int R, int C, class T, int L>
EVENGRAD_INLINE void begin_sums(pack<T, L> (&sum)[R][C], const T* from) {
#pragma GCC unroll 16
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) sum[r][c] = from ? pack<T, L>::load(from + (r * C + c) * L) : pack<T, L>(T(0));
}

template <int R, int C, class T, int L>
EVENGRAD_INLINE void leave_sums(const pack<T, L> (&sum)[R][C], T* to) {
#pragma GCC unroll 16
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) sum[r][c].store(to + (r * C + c) * L);
}

/// A tile that begins at zero, or goes on from the sums in memory, and leaves its sums there.
template <int R, int C, int L, class T>
[[gnu::noinline]] void tile(tile_source<T>& in, int depth, bool first, T* sums) {
  pack<T, L> sum[R][C];
  fetch_ahead<C, L>(in);
  begin_sums(sum, first ? nullptr : sums);
  accumulate(sum, in, depth);
  leave_sums(sum, sums);
}

}  // namespace evengrad::inline EVENGRAD_ISA
