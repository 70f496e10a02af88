// The tables of a planned graph: what emission found, in arrays that have room enough, and how much of it they need.
#pragma once
#include <evengrad/pass/emit.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class Program>
struct roomy {
  Program p;
  table_sizes sizes;
};

/// The tables of a planned graph, which have room enough, and how much of it they need.
template <table_sizes Room>
constexpr roomy<program<Room>> write_program(const graph& g, const grouped_nodes& k, const planned_nodes& plan,
                                             bool block) {
  roomy<program<Room>> r;
  const memory_plan& m = plan.m;
  emitter e{g, k.p, plan.s, m, block};
  e.run();
  share_code(e);
  r.sizes = {.kernels = e.kernels.n,
             .statements = e.statements.n,
             .operands = e.operands.n,
             .parameters = g.parameters.n,
             .layers = g.layers.n,
             .calls = g.calls.n,
             .axes = e.axes.n,
             .watched = g.watched.n};
  r.p.take(e.kernels, e.statements, e.operands, g.parameters, m.parameter_offset, m.state_offset, g.layers, g.calls,
           e.axes);
  r.p.facts = e.facts;
  r.p.out = g[g.output].dims;
  if (g.loss >= 0) r.p.loss = e.seen(g.loss, {false, 1, 1});
  if (k.used[g.output]) r.p.output = e.seen(g.output, {true, r.p.out.lines(), r.p.out.last()});
  for (int i = 0; i < g.watched.n; ++i) {
    const watched_layer& w = g.watched[i];
    const shape dims = g[w.output].dims;
    auto seen = [&](int node) { return node < 0 ? operand{} : e.seen(node, {true, dims.lines(), dims.last()}); };
    r.p.watched[i] = {w.name, dims, seen(w.output), seen(w.gradient), seen(w.local), w.layer, w.parameter};
  }
  for (const node& x : g.nodes)
    if (x.what == kind::input && x.aux == input_features) r.p.in = x.dims;
    else if (x.what == kind::input && x.aux == input_other) r.p.target = x.dims;
  return r;
}

}  // namespace evengrad::inline EVENGRAD_ISA
