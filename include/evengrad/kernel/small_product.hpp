// The matrix product of sizes that are constants, unrolled into register tiles without blocks or scratch memory.
#pragma once
#include <evengrad/kernel/product.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T>
EVENGRAD_INLINE tile_source<T> small_strip(left<T> a, rows<T> b, int n) {
  return {a.p, a.row, a.depth, b.p + n, b.stride, panel_width};
}
template <class T>
EVENGRAD_INLINE tile_source<T> small_strip(left<T> a, panels<T> b, int n) {
  return {a.p, a.row, a.depth, b.p + panel_place(b.height, 0, n), panel_width, panel_width * b.height};
}

// Not inlined: see finished_tile_of.
template <int R, int C, int L, class T, class K, class Done>
[[gnu::noinline]] void small_tile(const tile_source<T>& in, K depth, int m, int n, const Done& finish) {
  Done done = finish;
  finished_tile<R, C, L>(in, depth, static_cast<const T*>(nullptr), m, n, done);
}

/// Columns n to n + C packs of all rows: tiles of the usual height and one of what remains.
template <int M, int C, int L, class T, class K, class Done>
EVENGRAD_INLINE void small_columns(tile_source<T> in, K depth, int n, const Done& done) {
  constexpr int tall = tile_rows<L>, remainder = M % tall;
  for (int m = 0; m + tall <= M; m += tall, in.a += tall * in.row) small_tile<tall, C, L>(in, depth, m, n, done);
  if constexpr (remainder) small_tile<remainder, C, L>(in, depth, M - remainder, n, done);
}

/// The product of constant sizes M x K and K x N, std::integral_constant or alike: as `product`, same bits. Worth its
/// code where a product takes less than a microsecond.
template <int L, class M, class N, class K, class T, class Right, class Done>
requires requires { M::value, N::value, K::value; }
void product(M, N, K depth, left<T> a, Right b, T*, const Done& done) {
  constexpr int packs = (N::value + L - 1) / L, twins = packs / tile_packs;
  for (int i = 0; i < twins; ++i)
    small_columns<M::value, tile_packs, L>(small_strip(a, b, i * tile_packs * L), depth, i * tile_packs * L, done);
  if constexpr (packs % tile_packs)
    small_columns<M::value, 1, L>(small_strip(a, b, (packs - 1) * L), depth, (packs - 1) * L, done);
}

template <class M, class N, class K, class T, class Right, class Done>
requires requires { M::value, N::value, K::value; }
void product(M m, N n, K k, left<T> a, Right b, T* scratch, const Done& done) {
  product<product_lanes<T>>(m, n, k, a, b, scratch, done);
}

}  // namespace evengrad::inline EVENGRAD_ISA
