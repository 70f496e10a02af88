// Shifts: what becomes of a number that is added to a column of all rows alike. A mean over rows takes it off again,
// wherever it has gone until then by sums and products with weights.
#pragma once
#include <evengrad/core/list.hpp>
#include <evengrad/graph/arithmetic.hpp>
#include <evengrad/graph/node.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The nodes that take each node as an operand, up to `end`.
struct users {
  list<int> first, next;
  template <class Graph>
  constexpr users(const Graph& g, int end) : first(end, -1), next(3 * end) {
    for (int i = 0; i < end; ++i)
      for (int k = 0; k < g.nodes[i].inputs; ++k) {
        const int from = g.nodes[i].in[k];
        next[3 * i + k] = first[from], first[from] = 3 * i + k;
      }
  }
};

/// Whether such a shift of a node changes the output: from the output back to where nodes come from.
template <class Graph>
struct shifts {
  const Graph& g;
  const users& used;
  list<char> matters;  // the output depends on it
  list<char> changes;  // 2i: by a shift that may differ from line to line; 2i + 1: by one that does not

  constexpr shifts(const Graph& g, const users& used)
      : g(g), used(used), matters(g.output + 1), changes(2 * g.output + 2) {
    matters[g.output] = changes[2 * g.output] = changes[2 * g.output + 1] = 1;
    for (int i = g.output; i >= 0; --i) {
      if (!matters[i]) continue;
      for (int k = 0; k < g.nodes[i].inputs; ++k) matters[g.nodes[i].in[k]] = 1;
      for (int u = used.first[i]; u >= 0; u = used.next[u])
        for (int even = 0; even < 2; ++even)
          if (matters[u / 3] && !changes[2 * i + even]) changes[2 * i + even] = passes(i, u / 3, u % 3, even);
    }
  }
  /// Of a parameter that is of no use but for its gradient's way back.
  constexpr bool without_effect(int node) const {
    return matters[node] && !changes[2 * node + (g.nodes[node].dims.lines() == 1)];
  }

 private:
  /// Whether a shift of v comes through its user x, where it is operand k.
  constexpr bool passes(int v, int i, int k, bool even) const {
    const node& x = g.nodes[i];
    const bool flat = x.dims.lines() == 1;
    if (is_of_a_mean(x) && only_taken_off(i, v, even)) return false;
    switch (x.what) {
      case kind::map:
        return through_map(v, i, k, even);
      case kind::contract: {
        if (g.nodes[x.in[1 - k]].batched || x.in[0] == x.in[1]) return true;
        const roles& r = g.contractions[x.aux];
        const shape& of = g.nodes[v].dims;
        for (int a = 0; a + 1 < of.rank; ++a) even = even && has_label(r.y, x.dims.rank, (k == 0 ? r.a : r.b)[a]);
        return changes[2 * i + (even || flat)];
      }
      case kind::sparse:
        return changes[2 * i + (even || flat)];
      case kind::reshape:
        return changes[2 * i + flat];
      case kind::slice:
        return changes[2 * i + even];
      case kind::place:
        return changes[2 * i + (even && x.aux == x.dims.rank - 1)];
      case kind::sum:
        return (x.aux & over_rows) || changes[2 * i + (even || flat)];
      default:
        return true;
    }
  }
  constexpr bool through_map(int v, int i, int k, bool even) const {
    const node& x = g.nodes[i];
    if (is_op<subtract_op>(*x.op) && k == 0 && is_mean(x.in[1], v, even)) return false;
    if (is_op<add_op>(*x.op) || is_op<subtract_op>(*x.op)) return changes[2 * i + even];
    if (!is_op<multiply_op>(*x.op) && !(is_op<divide_op>(*x.op) && k == 0)) return true;
    const node& by = g.nodes[x.in[1 - k]];
    if (by.batched || x.in[0] == x.in[1]) return true;
    return changes[2 * i + (even && by.dims.lines() == 1)];
  }
  /// A step on the way from a value to its mean over rows.
  constexpr bool is_of_a_mean(const node& x) const {
    if (x.what == kind::sum) return x.aux & over_rows;
    return x.what == kind::map && is_op<multiply_op>(*x.op) && g.nodes[x.in[0]].what == kind::number;
  }
  /// Whether all that becomes of such a step is the mean that is taken off v.
  constexpr bool only_taken_off(int i, int v, bool even) const {
    if (i == g.output) return false;
    for (int u = used.first[i]; u >= 0; u = used.next[u]) {
      const int j = u / 3;
      const node& x = g.nodes[j];
      if (!matters[j] || (is_of_a_mean(x) && only_taken_off(j, v, even))) continue;
      if (x.what != kind::map || !is_op<subtract_op>(*x.op) || x.in[0] != v || !is_mean(x.in[1], v, even)) return false;
    }
    return true;
  }
  constexpr bool is_mean(int i, int of, bool even) const {
    double factor = 1;
    int rows = 0;
    for (; i != of; i = g.nodes[i].in[g.nodes[i].what == kind::map]) {
      const node& x = g.nodes[i];
      if (!is_of_a_mean(x) || (x.aux & over_columns) || (!even && (x.aux & over_lines))) return false;
      if (x.what == kind::map) factor *= g.nodes[x.in[0]].value, rows += g.nodes[x.in[0]].aux;
      else factor *= (x.aux & over_lines) ? g.nodes[x.in[0]].dims.lines() : 1, ++rows;
    }
    return rows == 0 && factor > 1 - 1e-9 && factor < 1 + 1e-9;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
