// Which elements of its operands an element of a node is made of.
#pragma once
#include <evengrad/graph/graph.hpp>

#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Element e of shape `to` in an operand that is broadcast to it.
constexpr int element_beside(int e, const shape& to, const shape& from) {
  if (from == to) return e;
  int place = 0, stride = 1;
  for (int back = 0; back < to.rank; ++back) {
    const int extent = extent_from_back(to, back), own = extent_from_back(from, back);
    place += own == 1 ? 0 : e % extent * stride;
    stride *= own, e /= extent;
  }
  return place;
}

/// Where element e of an operand goes in a reduction over these axes.
constexpr int element_of_sum(int e, int columns, int over) {
  const bool both = (over & over_columns) && (over & over_lines);
  return both ? 0 : over & over_lines ? e % columns : over & over_columns ? e / columns : e;
}

/// Calls f(element of the wide one, element of the narrow one) for a range of an axis: slice takes it, place puts it.
constexpr void each_in_range(const shape& wide, const shape& narrow, int axis, int offset, const auto& f) {
  int behind = 1;
  for (int i = axis + 1; i < wide.rank; ++i) behind *= wide[i];
  const int piece = narrow[axis] * behind;
  for (int e = 0; e < narrow.size(); ++e) f((e / piece * wide[axis] + offset) * behind + e % piece, e);
}

/// x (…, k) times w (k, n), as by matmul.
constexpr bool is_matmul(const graph& g, const node& y) {
  if (y.what != kind::contract) return false;
  const roles& r = g.contractions[y.aux];
  const shape &a = g[y.in[0]].dims, &b = g[y.in[1]].dims;
  bool same = b.rank == 2 && a.last() == b[0] && r.b[0] == a.rank && r.b[1] == a.rank + 1 && y.dims.rank == a.rank;
  for (int i = 0; same && i < a.rank; ++i) same = r.a[i] == i + 1 && r.y[i] == (i + 1 < a.rank ? i + 1 : a.rank + 1);
  return same;
}

/// Calls f(element of y, of a, of b) for every product that a contraction adds up.
inline void each_product(const graph& g, const node& y, const auto& f) {
  const roles& r = g.contractions[y.aux];
  const shape &a = g[y.in[0]].dims, &b = g[y.in[1]].dims;
  constexpr int labels = 3 * max_rank;
  int extent[labels]{}, at[labels]{}, step_y[labels]{}, step_a[labels]{}, step_b[labels]{};
  const auto read = [&](const shape& s, const std::array<signed char, max_rank>& label, int* step) {
    int stride = 1;
    for (int i = s.rank - 1; i >= 0; stride *= s[i--])
      extent[label[std::size_t(i)]] = s[i], step[label[std::size_t(i)]] += stride;
  };
  read(y.dims, r.y, step_y), read(a, r.a, step_a), read(b, r.b, step_b);
  for (int ey = 0, ea = 0, eb = 0;;) {
    f(ey, ea, eb);
    int l = 0;
    for (; l < labels; ++l) {
      if (extent[l] == 0) continue;
      ++at[l], ey += step_y[l], ea += step_a[l], eb += step_b[l];
      if (at[l] < extent[l]) break;
      ey -= extent[l] * step_y[l], ea -= extent[l] * step_a[l], eb -= extent[l] * step_b[l], at[l] = 0;
    }
    if (l == labels) return;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
