// Which matrix product a contraction is: rows of a batch times weights, times their transpose, or a sum over the batch.
#pragma once
#include <evengrad/pass/memory.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Elements from row to row of what lies in memory as node i.
constexpr std::int64_t stride_of(const graph& g, bool block, int i) {
  const node& x = g[home(g, i)];
  return !x.batched ? 0 : x.what == kind::input && !block ? x.dims.size() : row_stride(x);
}

/// The axes of `s` up to `count` carry the same labels.
constexpr bool same_labels(const std::array<signed char, max_rank>& s, const std::array<signed char, max_rank>& t,
                           int count) {
  for (int i = 0; i < count; ++i)
    if (s[i] != t[i]) return false;
  return true;
}

/// The last operand of the product is the one that has y's columns.
constexpr bool swaps(const graph& g, const node& x) {
  const roles& r = g.contractions[x.aux];
  const signed char columns = r.y[x.dims.rank - 1];
  const node& b = g[x.in[1]];
  for (int i = 0; i < b.dims.rank; ++i)
    if (r.b[i] == columns) return false;
  return true;
}

constexpr product_info describe_product(const graph& g, const node& x, bool block) {
  const bool swap = swaps(g, x);
  const roles& r = g.contractions[x.aux];
  const auto &la = swap ? r.b : r.a, &lb = swap ? r.a : r.b;
  const int ia = x.in[swap ? 1 : 0], ib = x.in[swap ? 0 : 1];
  const node &a = g[ia], &b = g[ib];
  const int ra = a.dims.rank, rb = b.dims.rank, ry = x.dims.rank;
  product_info p;
  p.b = factor::strided;
  p.n = x.dims.last();
  const std::int64_t a_row = stride_of(g, block, ia), b_row = stride_of(g, block, ib);
  const bool a_runs_through = a.dims.lines() == 1 || a_row == a.dims.size();
  const bool b_runs_through = b.dims.lines() == 1 || b_row == b.dims.size();
  if (x.batched && a.batched && !b.batched && rb == 2 && ra == ry && same_labels(la, r.y, ra - 1)) {
    const bool plain = lb[0] == la[ra - 1] && lb[1] == r.y[ry - 1],
               transposed = lb[1] == la[ra - 1] && lb[0] == r.y[ry - 1];
    if ((plain || transposed) && a_runs_through && (a.dims.lines() == 1 || row_stride(x) == x.dims.size())) {
      p.b = plain ? factor::panels : factor::panels_transposed;
      p.rows_in_m = true;
      p.m = a.dims.lines();
      p.k = a.dims.last();
      p.a_row = a.dims.lines() > 1 ? a.dims.last() : a_row;
      p.a_depth = 1;
      p.b_stride = padded(b.dims.last());
    }
  } else if (!x.batched && a.batched && b.batched && ry == 2 && ra == rb && same_labels(la, lb, ra - 1) &&
             la[ra - 1] == r.y[0] && lb[rb - 1] == r.y[1] && a_runs_through && b_runs_through) {
    p.b = factor::rows;
    p.rows_in_k = true;
    p.m = a.dims.last();
    p.k = a.dims.lines();
    p.a_row = 1;
    p.a_depth = a.dims.lines() > 1 ? a.dims.last() : a_row;
    p.b_stride = b.dims.lines() > 1 ? b.dims.last() : b_row;
  }
  return p;
}

constexpr list<strided_axis> strided_axes(const graph& g, const node& x) {
  const bool swap = swaps(g, x);
  const roles& r = g.contractions[x.aux];
  const node &a = g[x.in[swap ? 1 : 0]], &b = g[x.in[swap ? 0 : 1]];
  const auto &la = swap ? r.b : r.a, &lb = swap ? r.a : r.b;
  list<strided_axis> axes;
  auto coefficient = [](const node& v, const auto& labels, int label) -> std::array<int, 3> {
    int line = 1;
    for (int i = v.dims.rank - 1; i >= 0; --i) {
      if (labels[i] == label)
        return i == v.dims.rank - 1 ? std::array<int, 3>{0, 0, 1} : std::array<int, 3>{0, line, 0};
      if (i < v.dims.rank - 1) line *= v.dims[i];
    }
    return {};
  };
  if (a.batched || b.batched) axes.push({0, !x.batched, {x.batched, 0, 0}, {a.batched, 0, 0}, {b.batched, 0, 0}});
  auto add = [&](const node& v, const auto& labels, bool summed, bool second) {
    for (int i = 0; i < v.dims.rank; ++i) {
      const int label = labels[i];
      const std::array<int, 3> in_y = coefficient(x, r.y, label);
      bool known = summed && in_y != std::array<int, 3>{};
      for (int j = 0; second && j < a.dims.rank; ++j) known = known || la[j] == label;
      if (!known) axes.push({v.dims[i], summed, in_y, coefficient(a, la, label), coefficient(b, lb, label)});
    }
  };
  add(x, r.y, false, false);
  add(a, la, true, false);
  add(b, lb, true, true);
  return axes;
}

/// In which stages of its kernel a node is computed, and where it lies.
struct planned_nodes {
  stages s;
  memory_plan m;
  int axes = 0;  // of all contractions that no product is
};
constexpr planned_nodes plan_nodes(const graph& g, const grouped_nodes& k, bool block, const program_facts* callees) {
  planned_nodes x{.s = stage_nodes(g, k.used, k.p), .m = {}};
  const plan_request q{g, k, x.s, block, callees};
  x.m = memory_planner{q}.run();
  for (int i : x.m.order)
    if (g[i].what == kind::contract && describe_product(g, g[i], block).b == factor::strided)
      x.axes += strided_axes(g, g[i]).n;
  return x;
}

}  // namespace evengrad::inline EVENGRAD_ISA
