// The matrix product of two factors, with an epilogue on the finished sums.
#pragma once
#include <evengrad/kernel/product_loop.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int L, class T, class Done>
[[gnu::noinline]] void finish_tile(const void* object, int m, int n, int height, int packs, const T* sums) {
  const Done done = *static_cast<const Done*>(object);  // a copy: its stores then cannot change it
  for (int r = 0; r < height; ++r)
    for (int c = 0; c < packs; ++c, sums += L) done(m + r, n + c * L, pack<T, L>::load(sums));
}

template <int L, class Done>
void prefetch_tile(const void* object, int m, int n, int height, int packs) {
  const Done& done = *static_cast<const Done*>(object);
  for (int r = 0; r < height; ++r)
    for (int c = 0; c < packs; ++c) done.prefetch(m + r, n + c * L);
}

/// Calls done(m, n, y) once for each row m < M and each pack y of the columns n, n + 1, … of a b, n < N a multiple of
/// the lanes. y(m, n) is a chain of fused multiply-adds over k = 0, 1, …, K - 1 that starts at zero, whatever the
/// layout, the sizes and the lanes; so any split into rows or columns gives the same bits. Columns beyond N, up to
/// whole panels, hold garbage. If there is done.prefetch(m, n), it is called for a tile's packs ahead of its sums.
/// scratch: product_scratch<T> elements, best on a cache line. done is copied and must be callable when const.
template <int L, class T, class Right, class Done>
void product(int m, int n, int k, left<T> a, Right b, T* scratch, const Done& done) {
  epilogue<T> last{&done, finish_tile<L, T, Done>, nullptr};
  if constexpr (requires { done.prefetch(0, 0); }) last.prefetch = prefetch_tile<L, Done>;
  product_loop<T, L>::run(m, n, k, a, b, scratch, last);
}

template <class T, class Right, class Done>
void product(int m, int n, int k, left<T> a, Right b, T* scratch, const Done& done) {
  product<product_lanes<T>>(m, n, k, a, b, scratch, done);
}

}  // namespace evengrad::inline EVENGRAD_ISA
