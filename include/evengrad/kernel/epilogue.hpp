// What is done with the finished sums of a product, behind plain functions: all products then share the loops.
#pragma once
#include <evengrad/kernel/tile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// An epilogue without its type. A tile is given by its first row and column, its rows and its packs in a row.
template <class T>
struct epilogue {
  const void* done;
  /// Reads the sums of a tile from memory.
  void (*finish)(const void* done, int m, int n, int height, int packs, const T* sums);
  /// Fetches what a tile will read and write; may be null.
  void (*prefetch)(const void* done, int m, int n, int height, int packs);
  /// Computes and finishes a tile of tile_rows and of 1 or 2 packs in registers, from the sums in memory or, where that
  /// is null, from zero. Null where the epilogue does not ask for it.
  void (*tile[tile_packs])(const void* done, tile_source<T>& in, int depth, const T* sums, int m, int n);
};

/// Whether an epilogue says `static constexpr bool in_registers = true`: it is then compiled into the register tile,
/// once for each of its packs. That wins up to a tenth where the depth is small and the epilogue is a few instructions.
template <class Done>
concept wants_registers = requires {
  requires Done::in_registers;
};

template <int L, class T, class Done>
[[gnu::noinline]] void finish_tile(const void* object, int m, int n, int height, int packs, const T* sums) {
  Done done = *static_cast<const Done*>(object);  // a copy: its stores then cannot change it
  for (int r = 0; r < height; ++r)
    for (int c = 0; c < packs; ++c, sums += L) done(m + r, n + c * L, pack<T, L>::load(sums));
}

template <int L, class Done>
void prefetch_tile(const void* object, int m, int n, int height, int packs) {
  const Done& done = *static_cast<const Done*>(object);
  for (int r = 0; r < height; ++r)
    for (int c = 0; c < packs; ++c) done.prefetch(m + r, n + c * L);
}

/// A tile whose sums are finished while they are in registers.
template <int R, int C, int L, class T, class K, class Done>
EVENGRAD_INLINE void finished_tile(const tile_source<T>& in, K depth, const T* sums, int m, int n, Done& done) {
  pack<T, L> sum[R][C];
  begin_sums(sum, sums);
  accumulate(sum, in, depth);
#pragma GCC unroll 16
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) done(m + r, n + c * L, sum[r][c]);
}

// Not inlined into the loop over tiles: there g++ keeps more addresses across tiles than it has registers for.
template <int C, int L, class T, class Done>
[[gnu::noinline]] void finished_tile_of(const void* object, tile_source<T>& in, int depth, const T* sums, int m,
                                        int n) {
  fetch_ahead<C, L>(in);
  Done done = *static_cast<const Done*>(object);
  finished_tile<tile_rows<L>, C, L>(in, depth, sums, m, n, done);
}

template <int L, class T, class Done>
epilogue<T> epilogue_of(const Done& done) {
  epilogue<T> e{&done, finish_tile<L, T, Done>, nullptr, {}};
  if constexpr (requires { done.prefetch(0, 0); }) e.prefetch = prefetch_tile<L, Done>;
  if constexpr (wants_registers<Done>) {
    if constexpr (L == panel_width) e.tile[0] = finished_tile_of<1, L, T, Done>;
    e.tile[1] = finished_tile_of<2, L, T, Done>;
  }
  return e;
}

}  // namespace evengrad::inline EVENGRAD_ISA
