// What a kernel does and moves: operations, and elements read and written.
#pragma once
#include <evengrad/model/cost.hpp>
#include <evengrad/model/listing.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Each operand of a kernel counts once, however often its passes read it; what a later pass computes again counts once
/// too.
struct traffic {
  per_row operations, elements;
  std::int64_t constants = 0;  // bytes of the program that are read
  traffic& operator+=(const traffic& x) {
    return operations += x.operations, elements += x.elements, constants += x.constants, *this;
  }
};

/// The program that a call kernel runs.
inline const listing& callee(const listing* programs, const listing& p, const kernel& k) {
  return programs[p.graph->callees[k.call]];
}

inline traffic traffic_of(const listing* programs, const listing& p, int from, int to);
inline traffic traffic_of(const listing* programs, const listing& p, const kernel& k) {
  traffic t;
  const graph_listing& g = *p.graph;
  if (k.walk == loop::call || k.walk == loop::call_back) {
    const listing& block = callee(programs, p, k);
    const int split = block.facts->split;
    t = k.walk == loop::call ? traffic_of(programs, block, 0, split)
                             : traffic_of(programs, block, split, block.kernel_count);
    const std::int64_t n = g.calls[k.call].count;
    return {n * t.operations, n * t.elements, n * t.constants};
  }
  for (int i = k.first; i < k.first + k.count; ++i)
    if (const int n = p.statements[i].node; n >= 0) {
      t.operations += operations_of(g.nodes, g.contractions, g.nodes[n]);
      if (g.nodes[n].what == kind::sparse) t.constants += g.nodes[n].op->matrix->bytes;
    }
  for (int i = k.operands; i < k.operands + k.operand_count; ++i) {
    const operand& o = p.operands[i];
    if (o.in == region::number) continue;
    if (o.node < 0) t.elements += {0, g.parameters[o.parameter].dims.size()};
    else if (o.as == form::window)
      t.elements += spread_over_rows(k.over.batched, std::int64_t(o.to - o.from) * k.over.lines);
    else if (o.as == form::gathered) t.elements += {g.nodes[o.node].dims.last(), 0};
    else t.elements += spread_over_rows(g.nodes[o.node].batched, g.nodes[o.node].dims.size());
  }
  return t;
}
/// Of the kernels from, …, to - 1.
inline traffic traffic_of(const listing* programs, const listing& p, int from, int to) {
  traffic t;
  for (int i = from; i < to; ++i) t += traffic_of(programs, p, p.kernels[i]);
  return t;
}

}  // namespace evengrad::inline EVENGRAD_ISA
