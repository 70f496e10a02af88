// Kernels of tiny networks: all sizes, strides and places are constants, and products are unrolled without blocks.
#pragma once
#include <evengrad/kernel/contraction.hpp>
#include <evengrad/kernel/row_sweep.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether a program is so small that calls and loops would cost more than the numbers: its kernels then share no code.
/// Specialize it for a program, `program_of<C, I>`, that should be treated otherwise.
template <const auto& P, class T>
inline constexpr bool constant_sizes = P.facts.weights <= 1024 &&
                                       P.kernels.size() <= 32 && native_lanes<T> > 1 && one_vector<T, 1>;

/// The narrowest pack that holds a line of so many columns.
template <class T>
constexpr int fitting_lanes(int width) {
  int lanes = product_lanes<T> < 4 ? product_lanes<T> : 4;
  while (lanes < width && lanes < product_lanes<T>) lanes *= 2;
  return lanes;
}

template <int L, int C, class M, class K, class T, class Done>
EVENGRAD_INLINE void constant_columns(M m, K depth, tile_source<T> in, int n, Done& done) {
  int i = 0;
  for (; i + 8 <= m; i += 8, in.a += 8 * in.row)
    finished_tile<8, C, L>(in, depth, static_cast<const T*>(nullptr), i, n, done);
  if (i + 4 <= m) {
    finished_tile<4, C, L>(in, depth, static_cast<const T*>(nullptr), i, n, done);
    i += 4, in.a += 4 * in.row;
  }
  for (; i < m; ++i, in.a += in.row) finished_tile<1, C, L>(in, depth, static_cast<const T*>(nullptr), i, n, done);
}

/// The product m x N by depth with the bits of `product`, unrolled into tiles without blocks or scratch memory. m and
/// depth may be std::integral_constant or alike; depth is where the right factor is transposed weights.
template <int L, int N, class M, class K, class T, class Right, class Done>
EVENGRAD_INLINE void constant_product(M m, K depth, left<T> a, Right b, const Done& finish) {
  constexpr int packs = (N + L - 1) / L;
  Done done = finish;
  const auto strip = [&]<int Packs>(int n) EVENGRAD_LAMBDA {
    constexpr int lines = [] {
      if constexpr (__is_same(Right, panels_transposed<T>)) return (K::value + L - 1) / L * L;
      else return 0;
    }();
    alignas(64) T transposed[lines ? lines * Packs * L : 1];
    tile_source<T> in = product_loop<T, L>::strip_of(b, 0, n, depth, transposed, Packs);
    in.a = a.p, in.row = a.row, in.depth = a.depth;
    constant_columns<L, Packs>(m, depth, in, n, done);
  };
  for (int j = 0; j + 2 <= packs; j += 2) strip.template operator()<2>(j * L);
  if constexpr (packs % 2) strip.template operator()<1>((packs - 1) * L);
}

template <const auto& P, int K, class T, class U>
EVENGRAD_INLINE void constant_contraction(const context<T>& c) {
  static constexpr const kernel& k = P.kernels[K];
  static constexpr const operand* table = P.operands.data() + k.operands;
  constexpr product_info d = k.product;
  constexpr int L = fitting_lanes<T>(d.n);
  using B = typename body_of<P, k.same>::type;
  const left<T> a{open_stream(table[d.a_operand], c).p, d.a_row, d.a_depth};
  const auto b = right_factor<T, d.b>(open_stream(table[d.b_operand], c).p, d, table[d.b_operand].height, 0);
  const body_epilogue<T, L, B, U, d.b> done{{k, table, c}, *static_cast<const U*>(c.update), 0, k.over.lines, 0,
                                            k.over.batched};
  const std::integral_constant<int, d.m> m;
  const std::integral_constant<int, d.k> depth;
  if constexpr (d.rows_in_m) constant_product<L, d.n>(int(c.rows) * d.m, depth, a, b, done);
  else if constexpr (d.rows_in_k) constant_product<L, d.n>(m, int(c.rows) * d.k, a, b, done);
  else constant_product<L, d.n>(m, depth, a, b, done);
}

/// Kernel K of P with its own sizes; not to be shared by threads.
template <const auto& P, int K, class T, class U>
void constant_kernel(const kernel&, const operand*, const context<T>& c) {
  static constexpr const kernel& k = P.kernels[K];
  using B = typename body_of<P, k.same>::type;
  constexpr int lanes = k.over.width == 1 ? 1 : fitting_lanes<T>(k.over.width);
  if constexpr (k.walk == loop::product) constant_contraction<P, K, T, U>(c);
  else if constexpr (k.inner & (over_rows | over_lines))
    sweep_columns<T, lanes, B, U>(k, P.operands.data() + k.operands, c);
  else if constexpr (k.over.batched && k.over.lines == 1 && k.over.width <= 4 && rows_can_be_lanes<B>())
    sweep_rows<T, product_lanes<T>, B, U>(k, P.operands.data() + k.operands, c);
  else sweep_lines<T, lanes, B, U>(k, P.operands.data() + k.operands, c);
}

}  // namespace evengrad::inline EVENGRAD_ISA
