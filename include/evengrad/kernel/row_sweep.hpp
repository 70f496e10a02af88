// The sweep over rows that are but a few columns wide: each lane is a row, so no reduction needs its neighbours.
#pragma once
#include <evengrad/kernel/sweep.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether an expression can be had for several rows at once.
template <class E>
inline constexpr bool takes_rows = true;
template <int M, form F, int Other>
inline constexpr bool takes_rows<load<M, F, Other>> =
    F == form::constant || F == form::spread || F == form::packed || F == form::column;
template <class Op, class... E>
inline constexpr bool takes_rows<apply_op<Op, E...>> = (takes_rows<E> && ...);
template <class B>
constexpr bool rows_can_be_lanes() {
  bool all = true;
  each_statement<B>([&]<int J, class S>() {
    all = all && takes_rows<typename S::expression> && S::what != kind::sink && S::what != kind::assign;
  });
  return all;
}

/// As `frame`, for N rows that begin at one.
template <class T, int N, class Body>
struct row_frame : surroundings<T, Body> {
  using outside = surroundings<T, Body>;
  using outside::constants, outside::streams;
  T* p[outside::operands];
  pack<T, N> value[Body::count], once[Body::count];
  int column = 0;

  EVENGRAD_INLINE explicit row_frame(const outside& around) : outside(around) {}
  EVENGRAD_INLINE void move_to(std::int64_t row) {
#pragma GCC unroll 40
    for (int m = 0; m < Body::operands; ++m) p[m] = streams[m].p + row * streams[m].row;
  }
  template <int L, int M, form F, int Other>
  EVENGRAD_INLINE pack<T, N> eval(load<M, F, Other>) const {
    if constexpr (F == form::constant) return pack<T, N>(constants[M]);
    else if constexpr (F == form::column) return pack<T, N>(T(column));
    else {
      const T* const at = F == form::spread ? p[M] : p[M] + column;
      const std::int64_t row = streams[M].row;
      if (row == 0) return pack<T, N>(*at);
      if (row == 1) return pack<T, N>::load(at);
      T r[N];
#pragma GCC unroll 16
      for (int i = 0; i < N; ++i) r[i] = at[i * row];
      return pack<T, N>::load(r);
    }
  }
  template <int L, int J, bool Outer>
  EVENGRAD_INLINE pack<T, N> eval(result<J, Outer>) const {
    return Outer ? once[J] : value[J];
  }
  template <int L, class Op, class... E>
  EVENGRAD_INLINE pack<T, N> eval(apply_op<Op, E...>) const {
    return Op::value(eval<L>(E{})...);
  }
  template <int M, form F>
  EVENGRAD_INLINE void store(pack<T, N> x) const {
    T* const at = F == form::spread ? p[M] : p[M] + column;
    const std::int64_t row = streams[M].row;
    if (row == 1) return x.store(at);
    T r[N];
    x.store(r);
#pragma GCC unroll 16
    for (int i = 0; i < N; ++i) at[i * row] = r[i];
  }
};

template <class T, int N, class B, class U>
EVENGRAD_INLINE std::int64_t sweep_rows_from(const surroundings<T, B>& around, int width, std::int64_t row,
                                             std::int64_t rows, const U& update) {
  row_frame<T, N, B> f(around);
  for (; row + N <= rows; row += N) {
    f.move_to(row);
    each_stage<B>([&](auto stage) EVENGRAD_LAMBDA {
      run_stage<stage(), B, T, N, N>(f, update, [&](auto&& at) EVENGRAD_LAMBDA {
        for (f.column = 0; f.column < width; ++f.column) at([](pack<T, N> x, pack<T, N>) EVENGRAD_LAMBDA { return x; });
      });
    });
  }
  return row;
}

/// A batched sweep of single lines, over all rows: N at a time, then one by one.
template <class T, int N, class B, class U>
EVENGRAD_INLINE void sweep_rows(const kernel& k, const operand* table, const context<T>& c) {
  const surroundings<T, B> around(k, table, c);
  const U update = *static_cast<const U*>(c.update);
  const std::int64_t row = sweep_rows_from<T, N>(around, k.over.width, 0, c.rows, update);
  sweep_rows_from<T, 1>(around, k.over.width, row, c.rows, update);
}

}  // namespace evengrad::inline EVENGRAD_ISA
