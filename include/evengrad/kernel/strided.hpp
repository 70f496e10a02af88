// A contraction of any kind, element by element: what no matrix product fits. Right first, not fast.
#pragma once
#include <evengrad/kernel/contraction.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// An operand that is read by row, line and column.
template <class T>
struct strided_operand {
  const T* p;
  std::int64_t row, last;
  int height;  // of panels, 0 for rows
  T at(const std::array<std::int64_t, 3>& i) const {
    return p[height ? panel_place(height, i[1], i[2]) : i[0] * row + i[1] * last + i[2]];
  }
};

/// The sum over the remaining axes from `axis` on, in their order.
template <class T>
T strided_sum(const strided_axis* axis, const strided_axis* end, std::int64_t rows, const strided_operand<T>& a,
              const strided_operand<T>& b, std::array<std::int64_t, 3> i, std::array<std::int64_t, 3> j) {
  while (axis != end && !axis->summed) ++axis;
  if (axis == end) return a.at(i) * b.at(j);
  T total = T(0.);
  for (std::int64_t n = axis->extent ? axis->extent : rows; n > 0; --n) {
    total = total + strided_sum(axis + 1, end, rows, a, b, i, j);
    for (int k = 0; k < 3; ++k) i[k] += axis->a[k], j[k] += axis->b[k];
  }
  return total;
}

template <class T, int N, class B, class U, const auto& P>
void contract_strided(const kernel& k, const operand* table, const context<T>& c) {
  const product_info& d = k.product;
  auto open = [&](int operand_index, int height) {
    const operand& o = table[operand_index];
    const stream<T> s = open_stream(o, c);
    return strided_operand<T>{s.p, s.row, o.last, height};
  };
  const strided_operand<T> a = open(d.a_operand, d.a_height), b = open(d.b_operand, d.b_height);
  const strided_axis *begin = P.axes.data() + d.axes, *end = begin + d.axis_count;
  const body_epilogue<T, N, B, U, factor::strided> done{
      {k, table, c}, *static_cast<const U*>(c.update), 0, k.over.lines, 0, k.over.batched};
  const std::int64_t rows = k.over.batched ? c.rows : 1, lines = k.over.lines;
  const share mine(c, rows * lines, 1);
  for (std::int64_t at = mine.begin; at < mine.end; ++at)
    for (int column = 0; column < k.over.width; column += N) {
      T lane[N]{};
      for (int n = 0; n < N && column + n < k.over.width; ++n) {
        std::array<std::int64_t, 3> i{}, j{};
        auto move = [&](const strided_axis& x, std::int64_t by) {
          for (int q = 0; q < 3; ++q) i[q] += by * x.a[q], j[q] += by * x.b[q];
        };
        for (const strided_axis* x = begin; x != end; ++x)  // y's own index, taken apart by axes
          if (!x->summed) {
            if (x->y[0]) move(*x, at / lines);
            else if (x->y[2]) move(*x, column + n);
            else if (x->y[1]) move(*x, at % lines / x->y[1] % x->extent);
          }
        lane[n] = strided_sum(begin, end, c.rows, a, b, i, j);
      }
      done(int(at), column, pack<T, N>::load(lane));
    }
}

}  // namespace evengrad::inline EVENGRAD_ISA
