// How many inputs and outputs an element of a parameter has, from the product of the formula that uses it.
#pragma once
#include <evengrad/graph/graph.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of the operand of a contraction: indices that are summed lead in, those that only it hands to the result lead out.
/// An index that both operands hand on counts copies of the matrix and is in neither.
constexpr fans fans_of_operand(const graph& g, const node& product, int which) {
  const roles& r = g.contractions[product.aux];
  const auto& own = which == 0 ? r.a : r.b;
  const auto& other = which == 0 ? r.b : r.a;
  const shape &dims = g[product.in[which]].dims, &others = g[product.in[1 - which]].dims;
  fans f{1, 1};
  for (int i = 0; i < dims.rank; ++i)
    if (!has_label(r.y, product.dims.rank, own[i])) f.in *= dims[i];
    else if (!has_label(other, others.rank, own[i])) f.out *= dims[i];
  return f;
}

/// Hands the fans down from what a product takes to the parameters that it is made of, through views, parts and
/// elementwise functions; a parameter of other extents (a length beside a direction) is not what it takes.
constexpr void hand_down(graph& g, int i, const fans& f, int elements, list<char>& known,
                         parameter_kinds kind = parameter_kinds::weights) {
  const node& x = g[i];
  if (x.batched) return;
  if (x.what == kind::parameter || x.what == kind::state) {
    parameter_info& p = g.parameters[x.parameter];
    if (x.dims.size() == elements && !known[x.parameter]) p.use = f, p.kind = kind, known[x.parameter] = 1;
  } else if (x.what == kind::map || x.what == kind::reshape || x.what == kind::slice) {
    for (int k = 0; k < x.inputs; ++k)
      if (const int n = g[x.in[k]].dims.size(); n == x.dims.size() || x.what == kind::slice)
        hand_down(g, x.in[k], f, n, known, kind);
  }
}

/// Says of parameters that are added to something that they are shifts.
constexpr void find_shifts(graph& g, const node& x, const list<char>& known) {
  if (x.what != kind::map || !(is_op<add_op>(*x.op) || is_op<subtract_op>(*x.op))) return;
  for (int k = 0; k < 2; ++k) {
    int i = x.in[k];
    while (g[i].what == kind::reshape) i = g[i].in[0];
    const bool is_parameter =
        g[i].what == kind::parameter || (g[i].what == kind::state && !g.parameters[g[i].parameter].state);
    if (is_parameter && !known[g[i].parameter]) g.parameters[g[i].parameter].kind = parameter_kinds::shifts;
  }
}

/// Fans and kind of every parameter: by the first product, sum of products or table look-up that uses it; by its
/// extents where there is none.
constexpr void find_fans(graph& g) {
  list<char> known(g.parameters.n, 0);
  for (parameter_info& p : g.parameters) p.use = fans_of(p.dims);
  for (int i = 0; i < g.nodes.n; ++i) {
    const node& x = g[i];
    if (x.what == kind::contract)
      for (int k = 0; k < 2; ++k)
        if (const int w = x.in[k]; !g[w].batched) hand_down(g, w, fans_of_operand(g, x, k), g[w].dims.size(), known);
    if (x.what == kind::sum && x.aux == over_columns && g[x.in[0]].what == kind::map &&
        is_op<multiply_op>(*g[x.in[0]].op))
      for (int k = 0; k < 2; ++k)
        if (const int w = g[x.in[0]].in[k], n = g[w].dims.last(); !g[w].batched && n > 1 && n == g[x.in[0]].dims.last())
          hand_down(g, w, {n, g[w].dims.lines()}, g[w].dims.size(), known);
    find_shifts(g, x, known);
    if (x.what == kind::gather)
      hand_down(g, x.in[0], {1, x.dims.last()}, g[x.in[0]].dims.size(), known, parameter_kinds::tables);
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
