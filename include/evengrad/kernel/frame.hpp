// Where the body of a kernel stands: its operands, addresses at the present line, and the evaluation of expressions
// there.
#pragma once
#include <evengrad/core/uniform_pack.hpp>
#include <evengrad/kernel/body.hpp>
#include <evengrad/kernel/context.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// first, first + 1, …, one a lane.
template <class T, int N>
EVENGRAD_INLINE pack<T, N> lanes_from(int first) {
  if constexpr (N == 1) return pack<T, N>(T(first));
  else {
    static constexpr auto place = [] {
      std::array<T, std::size_t(N)> p{};
      for (int i = 0; i < N; ++i) p[std::size_t(i)] = T(i);
      return p;
    }();
    return pack<T, N>::load(place.data()) + pack<T, N>(T(first));
  }
}

/// A number as one of n lines: rounded towards zero, and the nearest line where it is outside; NaN is the first.
template <class T>
constexpr std::int64_t index_of(T x, std::int64_t n) {
  if constexpr (requires { x.value; }) return index_of(x.value, n);
  else return x > 0 ? x < T(n) ? std::int64_t(x) : n - 1 : 0;
}

/// What a kernel reads and writes, wherever it stands. Copies: stores through element pointers could otherwise change
/// them, and would be reloaded after each.
template <class T, class Body>
struct surroundings {
  static constexpr int operands = Body::operands < 1 ? 1 : Body::operands;
  stream<T> streams[operands];
  std::int64_t panel[operands];  // elements of a panel
  T constants[operands];
  const operand* table;
  std::int64_t first_row, copy;
  std::uint64_t seed, step;
  int width;
  bool accumulate;

  EVENGRAD_INLINE surroundings(const kernel& k, const operand* table, const context<T>& c)
      : table(table),
        first_row(c.first_row),
        copy(c.copy),
        seed(c.seed),
        step(c.step),
        width(k.over.width),
        accumulate(c.accumulate) {
#pragma GCC unroll 40
    for (int m = 0; m < Body::operands; ++m) {
      streams[m] = open_stream(table[m], c);
      panel[m] = std::int64_t(table[m].height) * panel_width;
      constants[m] = table[m].in == region::number ? power_of_rows<T>(table[m].value, table[m].power, c.rows) : T(0.);
    }
  }
};

/// T: element; N: lanes of the inner loop; O: lanes of an outer value (1 where it is a scalar of the line).
template <class T, int N, int O, class Body>
struct frame : surroundings<T, Body> {
  using outside = surroundings<T, Body>;
  using outside::accumulate, outside::constants, outside::panel, outside::streams, outside::table, outside::width;
  T* p[outside::operands];
  pack<T, N> value[Body::count];
  pack<T, O> once[Body::count];
  std::int64_t row = 0, line = 0;
  int column = 0;

  EVENGRAD_INLINE explicit frame(const outside& around) : outside(around) {}
  EVENGRAD_INLINE void move_to(std::int64_t r, std::int64_t l) {
    row = r, line = l;
#pragma GCC unroll 40
    for (int m = 0; m < Body::operands; ++m) p[m] = streams[m].p + r * streams[m].row + l * streams[m].line;
  }
  /// The pack with zeros beyond the last column: the padding of weights and states stays zero.
  template <int L>
  EVENGRAD_INLINE pack<T, L> inside(pack<T, L> x) const {
    if (L == 1 || column + L <= width) return x;
    return select(lanes_from<T, L>(column) < pack<T, L>(T(width)), x, pack<T, L>(T(0.)));
  }
  EVENGRAD_INLINE int lanes() const { return width - column < N ? width - column : N; }

  template <int L, int M, form F, int Other>
  EVENGRAD_INLINE pack<T, L> eval(load<M, F, Other>) const {
    if constexpr (F == form::constant) return pack<T, L>(constants[M]);
    else if constexpr (F == form::spread) return pack<T, L>(*p[M]);
    else if constexpr (F == form::packed) {
      if (Body::exact && lanes() < L) return pack<T, L>::load(p[M] + column, lanes());
      return pack<T, L>::load(p[M] + column);
    } else if constexpr (F == form::panel) return pack<T, L>::load(p[M] + panel_place(table[M].height, 0, column));
    else if constexpr (F == form::gathered)
      return pack<T, L>::load(streams[M].p +
                              panel_place(table[M].height, index_of(*p[Other], table[M].height), column));
    else if constexpr (F == form::column) return lanes_from<T, L>(column);
    else if constexpr (F == form::random) return uniform_lanes<L>(table[M]);
    else return window_lanes<L>(table[M], p[M]);
  }
  template <int L>
  [[gnu::noinline]] pack<T, L> uniform_lanes(const operand& o) const {
    const std::int64_t element = (this->first_row + row) * o.size + line * width + column;
    const pack<float, L> u = uniform_pack<L>(evengrad::seed(this->seed), std::uint32_t(this->step),
                                             std::uint32_t(this->copy * 4099 + o.other), std::uint64_t(element));
    if constexpr (std::is_same_v<T, float>) return u;
    else {
      T r[L];
      for (int i = 0; i < L; ++i) r[i] = T(u[i]);
      return pack<T, L>::load(r);
    }
  }
  template <int L>
  EVENGRAD_INLINE pack<T, L> window_lanes(const operand& o, const T* from) const {
    if (o.height == 0 && column >= o.from && column + L <= o.to) return pack<T, L>::load(from + column + o.shift);
    if (column >= o.to || column + L <= o.from) return pack<T, L>(T(0.));
    return window_edge<L>(o, from);
  }
  template <int L>
  [[gnu::noinline]] pack<T, L> window_edge(const operand& o, const T* from) const {
    T r[L];
    for (int i = 0; i < L; ++i) {
      const int c = column + i;
      if (c < o.from || c >= o.to) r[i] = T(0.);
      else r[i] = o.height ? from[panel_place(o.height, 0, c + o.shift)] : from[c + o.shift];
    }
    return pack<T, L>::load(r);
  }
  template <int L, int J, bool Outer>
  EVENGRAD_INLINE pack<T, L> eval(result<J, Outer>) const {
    if constexpr (!Outer) return value[J];
    else if constexpr (O == L) return once[J];
    else return pack<T, L>(once[J][0]);
  }
  template <int L, class Op, class... E>
  EVENGRAD_INLINE pack<T, L> eval(apply_op<Op, E...>) const {
    return Op::value(eval<L>(E{})...);
  }

  /// The place of pack `column` in the first line of operand M.
  template <int L>
  EVENGRAD_INLINE std::ptrdiff_t in_panels(int m) const {
    const unsigned n = unsigned(column);
    if constexpr (L == panel_width) return n / panel_width * panel[m];
    else return n / panel_width * panel[m] + n % panel_width;
  }

  /// Where pack `column` of operand M is stored.
  template <int M, form F>
  EVENGRAD_INLINE T* place() const {
    if constexpr (F == form::spread) return p[M];
    else if constexpr (F == form::panel) return p[M] + in_panels<N>(M);
    else return p[M] + column;
  }
  template <int M, form F, int L>
  EVENGRAD_INLINE void store(pack<T, L> x) const {
    if constexpr (F == form::spread) *p[M] = x[0];
    else if (Body::exact && F == form::packed && lanes() < L) x.store(place<M, F>(), lanes());
    else x.store(place<M, F>());
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
