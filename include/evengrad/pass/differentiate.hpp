// Reverse-mode differentiation: appends the adjoint of every node that a parameter (or, in a block, the input) reaches.
#pragma once
#include <evengrad/graph/symbol.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/copy.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The adjoint of an operand: what broadcasting spread is summed. An adjoint may itself be narrower than its node
/// (every element the same); what was spread over such an axis counts as often as the axis is long.
constexpr int narrowed(graph& g, int d, const shape& from, bool from_batched, int to) {
  const node t = g[to];
  const shape s = g[d].dims;
  int sums = 0, power = 0;
  double times = 1;
  if (from.last() != t.dims.last()) {
    if (s.last() == from.last()) sums |= over_columns;
    else times *= from.last();
  }
  if (from.lines() != t.dims.lines()) {
    if (s.lines() == from.lines()) sums |= over_lines;
    else times *= from.lines();
  }
  if (from_batched && !t.batched) {
    if (g[d].batched) sums |= over_rows;
    else power = 1;
  }
  if (sums) d = g.sum(d, sums);
  if (times != 1 || power != 0) d = g.map(info<multiply_op>, g.number(times, power), d);
  if (!(g[d].dims == t.dims) && g[d].dims.size() == t.dims.size()) d = g.reshape(d, t.dims);
  return d;
}

/// The adjoint at its node's full size, where a kernel needs every element.
constexpr int widened(graph& g, int d, int like) {
  if (g[d].dims == g[like].dims && g[d].batched == g[like].batched) return d;
  const int ones = g.append({.what = kind::number, .dims = g[like].dims, .batched = g[like].batched, .value = 1});
  return g.map(info<multiply_op>, d, ones);
}

struct adjoints {
  graph& g;
  list<int> of;
  list<char> live;

  constexpr void send(int to, int d, const shape& from, bool from_batched) {
    if (to < 0 || !live[to] || g.is(d, 0)) return;
    d = narrowed(g, d, from, from_batched, to);
    of[to] = of[to] < 0 ? d : g.map(info<add_op>, of[to], d);
  }
  constexpr void send(int to, int d) { send(to, d, g[to].dims, g[to].batched); }

  constexpr void through_map(const node& x, int i, int d) {
    operands in;
    for (int k = 0; k < x.op->arity; ++k) in[k] = {&g, x.in[k]};
    const operands slope = x.op->slope(in, {&g, i});
    for (int k = 0; k < x.op->arity; ++k)
      if (live[x.in[k]]) {
        const symbol s = slope[k];
        const int factor = s.g ? s.id : g.number(s.value);
        if (!g.is(factor, 0)) send(x.in[k], g.map(info<multiply_op>, d, factor), x.dims, x.batched);
      }
  }
  constexpr void through_contraction(const node& x, int i, int d) {
    const roles r = g.contractions[x.aux];
    const node a = g[x.in[0]], b = g[x.in[1]];
    d = widened(g, d, i);
    // the weights' part last: they may change where their gradient is made, and are read by the other part
    if (live[x.in[0]]) send(x.in[0], g.contract(d, x.in[1], {r.y, r.b, r.a}, a.dims, a.batched));
    if (live[x.in[1]]) send(x.in[1], g.contract(x.in[0], d, {r.a, r.y, r.b}, b.dims, b.batched));
  }
  constexpr void through_reduction(const node& x, int i, int d) {
    if (x.what == kind::sum) return send(x.in[0], d);
    // of several largest elements each takes an equal part
    const int hit = g.map(info<subtract_op>, g.number(1), g.map(info<step_op>, g.map(info<subtract_op>, i, x.in[0])));
    send(x.in[0], g.map(info<divide_op>, g.map(info<multiply_op>, d, hit), g.sum(hit, over_columns)));
  }
};

/// Adjoints of all nodes before `end` that a learned parameter reaches, from `start`, whose own is `seed`. In a block
/// also of those that the input reaches: g.dx, and g.dstep.
constexpr adjoints adjoints_from(graph& g, int start, int seed, bool to_input, int end) {
  adjoints adj{g, list<int>(end, -1), list<char>(end, 0)};
  for (int i = 0; i < end; ++i) {
    const node& x = g[i];
    bool l = (x.what == kind::parameter && x.aux == 0) || (x.what == kind::call && g.calls[x.call].learns) ||
             (to_input && x.what == kind::input && (x.aux == input_features || x.aux == input_of_step));
    for (int k = 0; k < x.inputs; ++k) l = l || adj.live[x.in[k]];
    adj.live[i] = l && x.what != kind::assign;
  }
  adj.of[start] = seed;
  for (int i = end - 1; i >= 0; --i) {
    if (adj.of[i] < 0 || !adj.live[i]) continue;
    const node x = g[i];
    const int d = adj.of[i];
    g.layer = x.layer;
    switch (x.what) {
      case kind::map:
        adj.through_map(x, i, d);
        break;
      case kind::contract:
        adj.through_contraction(x, i, d);
        break;
      case kind::sum:
      case kind::largest:
        adj.through_reduction(x, i, d);
        break;
      case kind::reshape:
        adj.send(x.in[0], g.reshape(widened(g, d, i), g[x.in[0]].dims));
        break;
      case kind::slice:
        adj.send(x.in[0], g.place(widened(g, d, i), x.aux, x.offset, g[x.in[0]].dims[x.aux]));
        break;
      case kind::place:
        adj.send(x.in[0], g.slice(widened(g, d, i), x.aux, x.offset, g[x.in[0]].dims[x.aux]));
        break;
      case kind::gather:
        adj.send(x.in[0], g.append({.what = kind::scatter,
                                    .in = {widened(g, d, i), x.in[1], -1},
                                    .dims = g[x.in[0]].dims,
                                    .parameter = x.parameter}));
        break;
      case kind::scatter:
        adj.send(x.in[0], g.append({.what = kind::gather,
                                    .in = {widened(g, d, i), x.in[1], -1},
                                    .dims = g[x.in[0]].dims,
                                    .batched = g[x.in[0]].batched,
                                    .parameter = x.parameter}));
        break;
      case kind::sparse: {
        const int dy = in_memory(g, widened(g, d, i));
        adj.send(x.in[0], g.append({.what = kind::sparse,
                                    .op = x.op->matrix->adjoint(),
                                    .in = {dy, -1, -1},
                                    .dims = g[x.in[0]].dims,
                                    .batched = true}));
        break;
      }
      case kind::call: {
        int dy = widened(g, d, i);
        if (g[dy].what == kind::reshape) dy = owned(g, dy);  // a block reads rows as far apart as its own shape says
        const int dx = g.append({.what = kind::call_back,
                                 .in = {dy, i, x.in[0]},
                                 .dims = g[x.in[0]].dims,
                                 .batched = true,
                                 .row = g[x.in[0]].row,
                                 .parameter = x.parameter,
                                 .call = x.call});
        adj.send(x.in[0], dx);
        break;
      }
      case kind::input:
        if (to_input && x.aux == input_features) g.dx = widened(g, d, i);
        if (to_input && x.aux == input_of_step) g.dstep = widened(g, d, i);
        break;
      default:
        break;
    }
  }
  return adj;
}

/// The gradient of what a step of a scan is penalized for, in the step's own weights: states, what is read and adjoints
/// from later steps are constants. Added to the adjoints of parameters.
constexpr void penalize_step(adjoints& adj, int dy) {
  graph& g = adj.g;
  const symbol value = g.penalty->formula(symbol{&g, dy}, symbol{&g, g.dx});
  const adjoints more = adjoints_from(g, value.id, g.number(g.penalty->weight, -1), false, g.nodes.n);
  for (const parameter_info& q : g.parameters)
    if (q.call < 0 && q.learned && q.node < g.forward && more.of[q.node] >= 0) {
      int& d = adj.of[q.node];
      d = d < 0 ? more.of[q.node] : g.map(info<add_op>, d, more.of[q.node]);
    }
}

/// From `start`, whose adjoint is `seed`, down to every learned parameter: one sink each. In a block also to the input:
/// g.dx. What is differentiated are the nodes before `end`; `seed` may stand behind them.
constexpr void differentiate(graph& g, int start, int seed, bool to_input, int end = -1) {
  if (end < 0) end = int(g.nodes.size());
  g.forward = end;
  adjoints adj = adjoints_from(g, start, seed, to_input, end);
  for (layer_info& l : g.layers)
    if (l.out >= 0 && l.out < end) l.gradient = adj.of[l.out];
  if (g.penalty && g.dx >= 0) penalize_step(adj, seed);
  for (int p = 0; p < int(g.parameters.size()); ++p) {
    const parameter_info& q = g.parameters[p];
    if (q.call >= 0 || !q.learned || q.node >= end || adj.of[q.node] < 0) continue;
    g.layer = q.layer;
    g.append({.what = kind::sink, .in = {widened(g, adj.of[q.node], q.node), -1, -1}, .dims = q.dims, .parameter = p});
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
