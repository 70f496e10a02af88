// What is wanted of a function, as one graph: its value, its gradient, or the product of its Hessian with a vector.
#pragma once
#include <evengrad/autodiff/roll.hpp>
#include <evengrad/op/copy.hpp>
#include <evengrad/pass/differentiate.hpp>
#include <evengrad/pass/frozen.hpp>
#include <evengrad/pass/used.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a function computes, as a constant; `extents` are those of its leaves, constants last.
template <int Nodes, int Leaves, int Constants>
struct function_graph {
  std::array<node, Nodes + 1> nodes{};
  std::array<int, Leaves + 1> extents{};
  std::array<double, Constants + 1> constants{};
  int count = 0, leaf_count = 0, constant_count = 0, arguments = 0, root = 0;
  problem wrong;

  constexpr bool fits() const { return count <= Nodes && leaf_count <= Leaves && constant_count <= Constants; }
  /// The nodes that the root needs; counts on where there is no room.
  constexpr function_graph(const graph& g, int end, int arguments, const list<double>& c, problem wrong)
      : leaf_count(g.parameters.size()), constant_count(c.n), arguments(arguments), wrong(wrong) {
    const node* p = g.nodes.data();
    node* q = nodes.data();
    list<int> to(end + 1);  // first whether it is used
    to.p[end] = 1;
    for (int i = end; i >= 0; --i) {
      if (!to.p[i]) continue;
      const int* in = p[i].in.data();
      for (int k = 0; k < p[i].inputs; ++k) to.p[in[k]] = 1;
    }
    for (int i = 0; i <= end; ++i) {
      if (!to.p[i]) continue;
      to.p[i] = count++;
      if (count > Nodes) continue;
      node& x = *q++ = p[i];
      int* in = x.in.data();
      for (int k = 0; k < x.inputs; ++k) in[k] = to.p[in[k]];
    }
    for (int i = 0; i < leaf_count && i < Leaves; ++i) extents[i] = g.parameters[i].dims.size();
    for (int i = 0; i < constant_count && i < Constants; ++i) constants[i] = c.p[i];
    root = to.p[end];
  }
};

// Two constants, one for the trace and one for what is rolled of it: compilers count the steps of each.
template <int Nodes, class F, class... S>
constexpr auto traced_with_room() {
  tracer<F, S...> t;
  const int root = t.root();
  return function_graph<Nodes, int(sizeof...(S)) + 1, 0>(t.g, root, t.g.parameters.size(), {}, t.g.wrong);
}
template <class F, class... S>
inline constexpr auto roomy_traced = traced_with_room<1024, F, S...>();
template <class F, class... S>
inline constexpr auto large_traced = traced_with_room<roomy_traced<F, S...>.count, F, S...>();
/// The scalar graph of F at arguments of the forms S....
template <class F, class... S>
constexpr const auto& traced() {
  if constexpr (roomy_traced<F, S...>.fits()) return roomy_traced<F, S...>;
  else return large_traced<F, S...>;
}

template <int Nodes, int Leaves, int Constants>
constexpr auto rolled_with_room(const auto& t) {
  roller roll(t);
  return function_graph<Nodes, Leaves, Constants>(roll.out, roll.scalar(t.root), roll.leaves, roll.constants, t.wrong);
}
template <class F, class... S>
inline constexpr auto roomy_rolled = rolled_with_room<256, 24, 256>(traced<F, S...>());
template <class F, class... S>
inline constexpr auto large_rolled = [] {
  constexpr auto& r = roomy_rolled<F, S...>;
  return rolled_with_room<r.count, r.leaf_count, r.constant_count>(traced<F, S...>());
}();
/// The same with equal expressions rolled into vectors.
template <class F, class... S>
constexpr const auto& rolled() {
  if constexpr (roomy_rolled<F, S...>.fits()) return roomy_rolled<F, S...>;
  else return large_rolled<F, S...>;
}

enum class wanted : unsigned char { value, gradient, product_with_hessian };

/// A graph and the nodes that are its results: the value, then what is asked for each argument.
struct wanted_graph {
  graph g;
  list<int> results;
};

/// The nodes that the results need, in a graph of their own. `divide_once` makes a quotient by what divides a
/// derivative a product.
constexpr wanted_graph copied(const graph& g, const list<int>& results, int divide_once_from) {
  wanted_graph c;
  c.g.parameters = g.parameters;
  const list<char> used = used_nodes(g, results);
  list<int> to(g.nodes.size(), -1);
  for (int i = 0; i < g.nodes.size(); ++i) {
    if (!used[i] || g[i].what == kind::sink) continue;
    node x = g[i];
    for (int& in : x.in)
      if (in >= 0) in = to[in];
    const bool same_everywhere =
        x.in[0] >= 0 && c.g[x.in[0]].what == kind::number && (x.what == kind::reshape || x.what == kind::slice);
    if (same_everywhere) to[i] = c.g.append({.what = kind::number, .dims = x.dims, .value = c.g[x.in[0]].value});
    else if (i >= divide_once_from && x.what == kind::map && is_op<divide_op>(*x.op) && !c.g.is(x.in[0], 1))
      to[i] = c.g.map(info<multiply_op>, x.in[0], c.g.map(info<divide_op>, c.g.number(1), x.in[1]));
    else to[i] = c.g.append(x);
    if (x.parameter >= 0 && is_leaf(x.what)) c.g.parameters[x.parameter].node = to[i];
  }
  for (int r : results) c.results.push(r < 0 ? r : to[r]);
  return c;
}

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
  list<int> asked;
  if (what != wanted::value) asked = adjoints_of(g, root, which, r.arguments);
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
  for (int k = 0; k < r.arguments && what != wanted::value; ++k) {
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
  constexpr int n = (What == wanted::value ? 1 : What == wanted::gradient ? 4 : 10) * r.count + 40;
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
