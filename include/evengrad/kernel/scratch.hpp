// How much memory the products of a program need to copy blocks of their factors into.
#pragma once
#include <evengrad/kernel/contraction.hpp>
#include <evengrad/pass/compile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Elements of scratch memory that the products of a program need for a batch, on each of so many threads.
template <class T, class Program>
constexpr std::int64_t scratch_of(const Program& p, std::int64_t rows, int parts) {
  std::ptrdiff_t most = 0;
  for (const kernel& k : p.kernels) {
    const product_info& d = k.product;
    if (k.walk != loop::product || d.b == factor::strided) continue;
    const int m = int(d.rows_in_m ? rows * d.m : d.m), depth = int(d.rows_in_k ? rows * d.k : d.k);
    for (int divided = 1; divided <= parts; divided += divided < parts ? parts - divided : 1) {
      const product_share<T> share(m, d.n, d.rows_in_k, divided);
      const std::ptrdiff_t n = blocking_of<T, product_lanes<T>>(share.m, share.n, depth, d.a_row, d.a_depth,
                                                                d.b == factor::panels_transposed)
                                   .scratch();
      most = n > most ? n : most;
    }
  }
  return padded(most);
}
template <class T, class C, int... I>
constexpr std::int64_t scratch_of_all(std::integer_sequence<int, I...>, std::int64_t rows, int parts) {
  std::int64_t most = 0;
  for (std::int64_t n : {scratch_of<T>(program_of<C, I>, rows, parts)...}) most = n > most ? n : most;
  return most;
}
/// Of a network's program and all that it calls.
template <class T, class C>
constexpr std::int64_t scratch_of_all(std::int64_t rows, int parts) {
  return scratch_of_all<T, C>(std::make_integer_sequence<int, sources_of<C>.count>{}, rows, parts);
}

}  // namespace evengrad::inline EVENGRAD_ISA
