// A graph written again with only what its results need: without factors −1, and with fewer divisions.
#pragma once
#include <evengrad/graph/symbol.hpp>
#include <evengrad/pass/used.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A graph and the nodes that are its results: the value, then what is asked for each argument.
struct wanted_graph {
  graph g;
  list<int> results;
};

/// Writes the nodes that results need to a graph of their own. A factor −1 is carried along, exactly as it is, to where
/// it costs nothing: a difference.
struct rewriter {
  const graph& g;
  graph& out;
  list<int> to;
  list<char> negative;  // its node in `out` has the other sign

  constexpr rewriter(const graph& g, graph& out)
      : g(g), out(out), to(g.nodes.size(), -1), negative(g.nodes.size(), 0) {}

  constexpr bool minus(int i) const { return i >= 0 && negative[i]; }
  /// The node of i with its sign.
  constexpr int plain(int i) {
    if (i < 0) return i;
    return negative[i] ? out.map(info<multiply_op>, out.number(-1), to[i]) : to[i];
  }
  constexpr void map(int i, bool divide_once) {
    const node& x = g[i];
    const int a = x.in[0], b = x.in[1];
    const bool adds = is_op<add_op>(*x.op), subtracts = is_op<subtract_op>(*x.op);
    const bool times = is_op<multiply_op>(*x.op), over = is_op<divide_op>(*x.op);
    if (times && out.is(to[a], -1)) to[i] = to[b], negative[i] = !negative[a] == !negative[b];
    else if (times || over) {
      negative[i] = minus(a) != minus(b);
      if (over && divide_once && !out.is(to[a], 1))
        to[i] = out.map(info<multiply_op>, to[a], out.map(info<divide_op>, out.number(1), to[b]));
      else to[i] = out.map(*x.op, to[a], to[b]);
    } else if (adds || subtracts) {
      const bool second = minus(b) != subtracts;  // the sign of b in the sum
      if (minus(a) == second) negative[i] = second, to[i] = out.map(info<add_op>, to[a], to[b]);
      else if (second) to[i] = out.map(info<subtract_op>, to[a], to[b]);
      else to[i] = out.map(info<subtract_op>, to[b], to[a]);
    } else to[i] = out.map(*x.op, plain(a), plain(b), plain(x.in[2]));
  }
  constexpr void copy(int i, bool divide_once) {
    node x = g[i];
    if (x.what == kind::map) return map(i, divide_once);
    const bool one = x.inputs == 1 && x.what != kind::largest && x.what != kind::place;  // places are added only
    if (one) negative[i] = negative[x.in[0]];
    for (int k = 0; k < x.inputs; ++k) x.in[k] = one ? to[x.in[k]] : plain(x.in[k]);
    const bool same_everywhere =
        one && out[x.in[0]].what == kind::number && (x.what == kind::reshape || x.what == kind::slice);
    to[i] = out.append(same_everywhere ? node{.what = kind::number, .dims = x.dims, .value = out[x.in[0]].value} : x);
    if (x.parameter >= 0 && is_leaf(x.what)) out.parameters[x.parameter].node = to[i];
  }
};

/// The nodes that the results need, in a graph of their own. From node `divide_once_from` on a quotient is a product
/// with what divides a derivative.
constexpr wanted_graph copied(const graph& g, const list<int>& results, int divide_once_from) {
  wanted_graph c;
  c.g.parameters = g.parameters;
  const list<char> used = used_nodes(g, results);
  rewriter r(g, c.g);
  for (int i = 0; i < g.nodes.size(); ++i)
    if (used[i] && g[i].what != kind::sink) r.copy(i, i >= divide_once_from);
  for (int i : results) c.results.push(r.plain(i));
  return c;
}

}  // namespace evengrad::inline EVENGRAD_ISA
