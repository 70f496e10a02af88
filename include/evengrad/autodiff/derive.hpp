// What is wanted of a function, as one graph: its value, its gradient, or the product of its Hessian with a vector.
#pragma once
#include <evengrad/autodiff/function_graph.hpp>
#include <evengrad/autodiff/rewrite.hpp>
#include <evengrad/op/copy.hpp>
#include <evengrad/pass/differentiate.hpp>
#include <evengrad/pass/frozen.hpp>

namespace evengrad::inline EVENGRAD_ISA {

enum class wanted : unsigned char { gradient, product_with_hessian };

/// The adjoint of each argument in `which`, a set of bits, or −1 where the function does not depend on it.
constexpr list<int> adjoints_of(graph& g, int root, unsigned which, int arguments) {
  differentiate(g, root, g.number(1), false);
  list<int> r(arguments, -1);
  for (int i = g.forward; i < g.nodes.size(); ++i)
    if (g[i].what == kind::sink) r[g[i].parameter] = g[i].in[0];
  list<int> asked;
  for (int k = 0; k < arguments; ++k)
    if (which >> k & 1) asked.push(r[k]);
  return asked;
}

/// A vector that code can write to its place: computed, and nobody else's result.
constexpr int result_of(graph& g, int i, int extent, const list<int>& others) {
  const shape dims{extent};
  if (i < 0) i = g.append({.what = kind::number, .dims = dims});
  if (extent == 1) return i;
  bool own = g[i].what == kind::map || g[i].what == kind::place || g[i].what == kind::scatter;
  for (int o : others) own = own && o != i;
  return own ? i : g.append({.what = kind::map, .op = &info<copy_op>, .in = {i, -1, -1}, .dims = dims});
}

constexpr wanted_graph wanted_of(const auto& r, wanted what, unsigned which) {
  wanted_graph w;
  graph& g = w.g;
  for (int k = 0; k < r.leaf_count; ++k)
    g.parameters.push(
        {.name = {}, .dims = {r.extents[k]}, .node = 1 << 30, .learned = k < r.arguments && (which >> k & 1)});
  list<int> to(r.count, -1);
  for (int i = 0; i < r.count; ++i) {
    node x = r.nodes[i];
    for (int& in : x.in)
      if (in >= 0) in = to[in];
    if (is_leaf(x.what) && x.parameter >= 0) x.what = g.parameters[x.parameter].learned ? kind::parameter : kind::state;
    to[i] = g.append(x);
    if (x.parameter >= 0) g.parameters[x.parameter].node = to[i];
  }
  int root = to[r.root], forward = g.nodes.size();
  list<int> asked = adjoints_of(g, root, which, r.arguments);
  if (what == wanted::product_with_hessian) {
    int along = g.number(0), v = 0;
    for (int k = 0; k < r.arguments; ++k) {
      if (!(which >> k & 1)) continue;
      const shape dims{r.extents[k]};
      const int p = g.parameters.size(), direction = g.append({.what = kind::state, .dims = dims, .parameter = p});
      g.parameters.push({.name = {}, .dims = dims, .node = direction, .learned = false});
      if (const int d = asked[v++]; d >= 0)
        along = g.map(info<add_op>, along, g.sum(g.map(info<multiply_op>, direction, d), over_columns));
    }
    w = copied(g, {along, root}, forward);
    root = w.results[1], forward = g.nodes.size();
    asked = adjoints_of(g, w.results[0], which, r.arguments);
  }
  list<int> results{root};
  results.append(asked);
  w = copied(g, results, forward);
  int v = 1;
  for (int k = 0; k < r.arguments; ++k) {
    if (!(which >> k & 1)) continue;
    const int i = w.results[v];
    w.results[v] = -1;
    w.results[v++] = result_of(w.g, i, r.extents[k], w.results);
  }
  return w;
}

/// The graph of what is wanted, as a constant.
template <int Nodes>
struct wanted_nodes {
  frozen_list<node, Nodes> nodes;
  frozen_list<int, 33> results;
  int count = 0;

  constexpr explicit wanted_nodes(const wanted_graph& w) : results(w.results), count(w.g.nodes.size()) {
    if (fits()) nodes = w.g.nodes;
  }
  constexpr bool fits() const { return count <= Nodes; }
};
template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto roomy_wanted = [] {
  constexpr auto& r = rolled<F, S...>();
  constexpr int n = (What == wanted::gradient ? 4 : 10) * r.count + 40;
  return wanted_nodes<n>(wanted_of(r, What, Which));
}();
template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto large_wanted = wanted_nodes<roomy_wanted<What, Which, F, S...>.count>(wanted_of(rolled<F, S...>(),
                                                                                                      What, Which));
/// The graph of what is wanted of F at arguments of the forms S..., differentiated by those in the set Which.
template <wanted What, unsigned Which, class F, class... S>
constexpr const auto& wanted_nodes_of() {
  if constexpr (roomy_wanted<What, Which, F, S...>.fits()) return roomy_wanted<What, Which, F, S...>;
  else return large_wanted<What, Which, F, S...>;
}

}  // namespace evengrad::inline EVENGRAD_ISA
