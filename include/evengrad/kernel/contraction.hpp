// A matrix product with the fused body as its epilogue.
#pragma once
#include <evengrad/kernel/product.hpp>
#include <evengrad/kernel/sweep.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Instructions of an expression, roughly; what is not cheap counts as many.
template <class E>
inline constexpr int weight_of = 0;
template <class Op, class... E>
inline constexpr int weight_of<apply_op<Op, E...>> = (weight_of<E> + ... + (is_cheap<Op>() ? 1 : 100));
template <class B>
constexpr int weight() {
  int w = 0;
  each_statement<B>([&]<int J, class S>() { w += weight_of<typename S::expression> + 1; });
  return w;
}

/// The body on one pack of finished sums. The row and line of the product are those of what it writes; a sum over the
/// batch (factor::rows) writes the lines of a matrix.
template <class T, int N, class B, class U, factor F>
struct body_epilogue {
  static constexpr bool runs_behind = requires { requires U::takes_long; }
  , in_registers = !runs_behind && weight<B>() <= 12;
  surroundings<T, B> around;
  U update;
  std::int64_t first_row;
  int lines, first_column;
  bool batched;

  EVENGRAD_INLINE frame<T, N, 1, B> stand(int m, int n) const {
    frame<T, N, 1, B> f(around);
    const std::int64_t at = first_row + m;
    if (F == factor::rows || !batched) f.move_to(0, at);
    else if (lines == 1) f.move_to(at, 0);
    else f.move_to(at / lines, at % lines);
    f.column = first_column + n;
    return f;
  }
  EVENGRAD_INLINE void operator()(int m, int n, pack<T, N> sum) const {
    frame<T, N, 1, B> f = stand(m, n);
    f.value[0] = sum;
    each_statement<B>([&]<int J, class S>() EVENGRAD_LAMBDA {
      deliver<J, S, true>(f, f.template eval<N>(typename S::expression{}), update);
    });
  }
};

template <class T, factor F>
auto right_factor(const T* p, const product_info& d, std::int64_t height, int first_column) {
  if constexpr (F == factor::panels) return panels<T>{p + panel_place(height, 0, first_column), height};
  else if constexpr (F == factor::panels_transposed)
    return panels_transposed<T>{p + first_column * panel_width, height, height - first_column};
  else return rows<T>{p + first_column, d.b_stride};
}

/// Threads share the rows of a product, whole tiles of them, or its columns where it has more of these; weights always
/// by columns, so that the thread that changes a panel of a layer is the one that multiplies by it. The sizes are those
/// of the largest part.
template <class T>
struct product_share {
  int unit, m, n;
  bool by_columns;
  constexpr product_share(int m, int n, bool weights, int parts)
      : unit(0), m(m), n(n), by_columns(weights ? n > (parts - 1) * panel_width : n >= m) {
    int& shared = by_columns ? this->n : this->m;
    unit = by_columns ? panel_width : tile_rows<T, product_lanes<T>>;
    const int units = (shared + unit - 1) / unit, each = (units + parts - 1) / parts * unit;
    if (each < shared) shared = each;
  }
};

template <class T, int N, class B, class U, factor F>
void contract_rows(const kernel& k, const operand* table, const context<T>& c) {
  const product_info& d = k.product;
  const stream<T> a = open_stream(table[d.a_operand], c), b = open_stream(table[d.b_operand], c);
  const std::int64_t m = d.rows_in_m ? c.rows * d.m : d.m, depth = d.rows_in_k ? c.rows * d.k : d.k;
  const product_share<T> part(int(m), d.n, d.rows_in_k, c.parts);
  const bool by_columns = part.by_columns;
  const share mine(c, by_columns ? d.n : m, part.unit);
  const std::int64_t m0 = by_columns ? 0 : mine.begin, m1 = by_columns ? m : mine.end;
  const int n0 = by_columns ? int(mine.begin) : 0, n1 = by_columns ? int(mine.end) : d.n;
  if (m0 >= m1 || n0 >= n1) return;
  const body_epilogue<T, N, B, U, F> done{{k, table, c}, *static_cast<const U*>(c.update), m0, k.over.lines, n0,
                                          k.over.batched};
  product<N>(int(m1 - m0), n1 - n0, int(depth), left<T>{a.p + m0 * d.a_row, d.a_row, d.a_depth},
             right_factor<T, F>(b.p, d, table[d.b_operand].height, n0), c.scratch, done);
}

}  // namespace evengrad::inline EVENGRAD_ISA
