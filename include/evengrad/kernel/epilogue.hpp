// What is done with the finished sums of a product, behind plain functions: all products then share the loops.
#pragma once
#include <evengrad/kernel/tile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// An epilogue without its type: functions of one of its objects, `done`. A tile is given by its first row and column,
/// its rows and its packs in a row.
template <class T>
struct epilogue {
  /// Reads the sums of a tile from memory.
  void (*finish)(const void* done, int m, int n, int height, int packs, const T* sums);
  /// Computes and finishes tiles, one below the other, of short_rows rows and of 1 or 2 packs in registers, from the
  /// sums in memory or, where that is null, from zero. Null where the epilogue does not ask for it.
  void (*tile[tile_packs])(const void* done, tile_source<T>* in, const T* sums, int depth, int tiles, int m, int n);
  /// Computes a tile as above and leaves its sums in memory; while it does, finishes the one before it in the strip,
  /// whose sums and first row are given. Null where the epilogue does not ask for it.
  void (*behind[tile_packs])(const void* done, tile_source<T>& in, int depth, const T* from, T* sums, const T* before,
                             int m, int n);
};

/// Whether an epilogue says `static constexpr bool in_registers = true`: it is then compiled into the register tile,
/// once for each of its packs. That wins up to a tenth where the depth is small and the epilogue is a few instructions.
template <class Done>
concept wants_registers = requires {
  requires Done::in_registers;
};

/// Whether an epilogue says `static constexpr bool runs_behind = true`: a tile is then finished while the next one is
/// being summed, so that divisions, roots and memory that is far away are waited for behind multiply-adds.
template <class Done>
concept wants_to_run_behind = requires {
  requires Done::runs_behind;
};

template <int L, class T, class Done>
[[gnu::noinline]] void finish_tile(const void* object, int m, int n, int height, int packs, const T* sums) {
  Done done = *static_cast<const Done*>(object);  // a copy: its stores then cannot change it
  for (int r = 0; r < height; ++r)
    for (int c = 0; c < packs; ++c, sums += L) done(m + r, n + c * L, pack<T, L>::load(sums));
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

template <int C, int L, class T, class Done>
[[gnu::noinline]] void finished_tiles_of(const void* object, tile_source<T>* in, const T* sums, int depth, int tiles,
                                         int m, int n) {
  constexpr int R = short_rows<T, L>;
  // What the sums do not need waits in memory: compilers would keep it in vector registers, and an address that comes
  // out of these waits for all arithmetic before it.
  const auto to_memory = [&]() EVENGRAD_LAMBDA {
    asm volatile("" : "+m"(object), "+m"(in), "+m"(sums), "+m"(depth), "+m"(tiles), "+m"(m), "+m"(n));
  };
  do {
    pack<T, L> sum[R][C];
    fetch_ahead<C, L>(*in);
    begin_sums(sum, sums);
    const tile_source<T> now = *in;
    const int steps = depth;
    to_memory();
    accumulate(sum, now, steps);
    to_memory();
    const Done done = *static_cast<const Done*>(object);
    const int row = m, column = n;
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
      for (int c = 0; c < C; ++c) done(row + r, column + c * L, sum[r][c]);
    m += R, in->a += R * in->row, sums += sums ? R * C * L : 0;
  } while (--tiles > 0);
}

template <int C, int L, class T, class Done>
[[gnu::noinline]] void tile_behind(const void* object, tile_source<T>& in, int depth, const T* from, T* sums,
                                   const T* before, int m, int n) {
  constexpr int R = rows_of_tile<T, L, C>;
  fetch_ahead<C, L>(in);
  Done done = *static_cast<const Done*>(object);
  pack<T, L> sum[R][C];
  begin_sums(sum, from);
  tile_cursor<R, T> at(in);
  const int each = depth / (R * C);
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) {
      accumulate(sum, in, at, each);
      done(m + r, n + c * L, pack<T, L>::load(before + (r * C + c) * L));
    }
  accumulate(sum, in, at, depth - each * R * C);
  leave_sums(sum, sums);
}

template <int L, class T, class Done>
constexpr epilogue<T> make_epilogue() {
  epilogue<T> e{finish_tile<L, T, Done>, {}, {}};
  if constexpr (wants_registers<Done>) {
    if constexpr (L == panel_width) e.tile[0] = finished_tiles_of<1, L, T, Done>;
    e.tile[1] = finished_tiles_of<2, L, T, Done>;
  }
  if constexpr (wants_to_run_behind<Done>) {
    if constexpr (L == panel_width) e.behind[0] = tile_behind<1, L, T, Done>;
    e.behind[1] = tile_behind<2, L, T, Done>;
  }
  return e;
}
template <int L, class T, class Done>
inline constexpr epilogue<T> epilogue_of = make_epilogue<L, T, Done>();

}  // namespace evengrad::inline EVENGRAD_ISA
