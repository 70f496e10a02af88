// The matrix product of two factors, with an epilogue on the finished sums.
#pragma once
#include <evengrad/kernel/product_loop.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Calls done(m, n, y) once for each row m < M and each pack y of the columns n, n + 1, … of a b, n < N a multiple of
/// the lanes. y(m, n) is a chain of fused multiply-adds over k = 0, 1, …, K - 1 that starts at zero, whatever the
/// layout, the sizes and the lanes; so any split into rows or columns gives the same bits. Columns beyond N, up to
/// whole panels, hold garbage.
/// scratch: blocking_of(…).scratch() elements, product_scratch<T> at most, best on a cache line. done is copied, more
/// than once.
template <int L, class T, class Right, class Done>
void product(int m, int n, int k, left<T> a, Right b, T* scratch, const Done& done) {
  product_loop<T, L>::run(a.p, a.row, a.depth, b, m, n, k, scratch, epilogue_of<L, T, Done>, &done);
}

template <class T, class Right, class Done>
void product(int m, int n, int k, left<T> a, Right b, T* scratch, const Done& done) {
  product<product_lanes<T>>(m, n, k, a, b, scratch, done);
}

}  // namespace evengrad::inline EVENGRAD_ISA
