// Kernels of tiny networks: all sizes, strides and places are constants, and products are unrolled without blocks.
#pragma once
#include <evengrad/kernel/contraction.hpp>
#include <evengrad/kernel/row_sweep.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether a program is so small that calls and loops would cost more than the numbers: its kernels then share no code.
/// Specialize it for a program, `program_of<C, I>`, that should be treated otherwise.
template <const auto& P, class T>
inline constexpr bool constant_sizes = P.facts.weights <= 1024 && P.kernels.size() <= 32 && native_lanes<T> > 1;

/// The narrowest pack that holds a line of so many columns.
template <class T>
constexpr int fitting_lanes(int width) {
  int lanes = product_lanes<T> < 4 ? product_lanes<T> : 4;
  while (lanes < width && lanes < product_lanes<T>) lanes *= 2;
  return lanes;
}

/// The product m x N by depth, as `product` computes it; m and depth may be constants too.
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

template <const auto& P, int K, class T, class U>
EVENGRAD_INLINE void constant_product(const context<T>& c) {
  static constexpr const kernel& k = P.kernels[K];
  static constexpr const operand* table = P.operands.data() + k.operands;
  constexpr product_info d = k.product;
  constexpr int L = fitting_lanes<T>(d.n);
  using B = typename body_of<P, k.same>::type;
  const T *const a = open_stream(table[d.a_operand], c).p, *const b = open_stream(table[d.b_operand], c).p;
  const body_epilogue<T, L, B, U, d.b> all{{k, table, c}, *static_cast<const U*>(c.update), 0, k.over.lines, 0,
                                           k.over.batched};
  const auto strips = [&](auto m, auto depth) EVENGRAD_LAMBDA {
    auto done = all;
    const auto strip = [&]<int Packs>(int n) EVENGRAD_LAMBDA {
      tile_source<T> in{a, d.a_row, d.a_depth, b + n, d.b_stride, panel_width};
      constexpr int lines = (d.k + L - 1) / L * L;
      alignas(64) T transposed[d.b == factor::panels_transposed ? lines * Packs * L : 1];
      if constexpr (d.b == factor::panels) {
        constexpr std::ptrdiff_t height = table[d.b_operand].height;
        in.b = b + panel_place(height, 0, n), in.step = panel_width, in.panel = panel_width * height;
      } else if constexpr (d.b == factor::panels_transposed) {
        transpose_strip<L>(panels_transposed<T>{b, table[d.b_operand].height}, 0, n, transposed, d.k, Packs * L);
        in.b = transposed, in.step = Packs * L;
      }
      constant_columns<L, Packs>(m, depth, in, n, done);
    };
    constexpr int packs = (d.n + L - 1) / L;
    for (int j = 0; j + 2 <= packs; j += 2) strip.template operator()<2>(j * L);
    if constexpr (packs % 2) strip.template operator()<1>((packs - 1) * L);
  };
  if constexpr (d.rows_in_m) strips(int(c.rows) * d.m, std::integral_constant<int, d.k>{});
  else if constexpr (d.rows_in_k) strips(std::integral_constant<int, d.m>{}, int(c.rows) * d.k);
  else strips(std::integral_constant<int, d.m>{}, std::integral_constant<int, d.k>{});
}

/// Kernel K of P with its own sizes; not to be shared by threads.
template <const auto& P, int K, class T, class U>
void constant_kernel(const kernel&, const operand*, const context<T>& c) {
  static constexpr const kernel& k = P.kernels[K];
  using B = typename body_of<P, k.same>::type;
  constexpr int lanes = k.over.width == 1 ? 1 : fitting_lanes<T>(k.over.width);
  if constexpr (k.walk == loop::product) constant_product<P, K, T, U>(c);
  else if constexpr (k.inner & (over_rows | over_lines))
    sweep_columns<T, lanes, B, U>(k, P.operands.data() + k.operands, c);
  else if constexpr (k.over.batched && k.over.lines == 1 && k.over.width <= 4 && rows_can_be_lanes<B>())
    sweep_rows<T, product_lanes<T>, B, U>(k, P.operands.data() + k.operands, c);
  else sweep_lines<T, lanes, B, U>(k, P.operands.data() + k.operands, c);
}

}  // namespace evengrad::inline EVENGRAD_ISA
