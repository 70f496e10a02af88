// A gradient inside a function that is itself being differentiated: its graph becomes part of the outer one.
#pragma once
#include <evengrad/autodiff/asked.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A value in a function that is being differentiated: a symbol, or an array or tensor of them.
template <class A>
concept symbolic_value = requires {
  elements<A>::count;
};

/// The same form with take(symbol) in the place of its symbols; a tensor is one.
template <class Take, class X>
constexpr symbol remade_symbols(const Take& take, const X& x) {
  return take(symbol(x));
}
template <class Take, int... N>
constexpr tensor<symbol, N...> remade_symbols(const Take& take, const tensor<symbol, N...>& x) {
  return {take(x.whole)};
}
template <class Take, class X, std::size_t N>
constexpr auto remade_symbols(const Take& take, const std::array<X, N>& x) {
  std::array<decltype(remade_symbols(take, x[0])), N> r{};
  for (int i = 0; i < int(N); ++i) r[i] = remade_symbols(take, x[i]);
  return r;
}

/// A function's graph of its own, with one leaf for each symbol that it is given, and how it becomes a part of the
/// outer graph.
struct inner_graph {
  graph inner;
  graph* outer = nullptr;
  list<symbol> given;  // by leaf

  constexpr symbol leaf_for(symbol s, bool learned) {
    if (s.g) outer = s.g;
    const shape dims = s.g ? s.dims() : shape{1};
    const int k = given.size();
    const int id = inner.append({.what = kind::parameter, .dims = dims, .parameter = k});
    inner.parameters.push({.name = {}, .dims = dims, .node = id, .learned = learned});
    given.push(s);
    return {&inner, id};
  }
  constexpr int outer_node(symbol s) { return s.g ? s.id : outer->number(s.value); }
  /// Every node again in the outer graph: where it is there.
  constexpr list<int> appended() {
    list<int> to;
    for (int i = 0; i < inner.nodes.size(); ++i) {
      node x = inner[i];
      for (int k = 0; k < x.inputs; ++k) x.in[k] = to[x.in[k]];
      if (x.what == kind::sink) to.push(x.in[0]);
      else if (x.what == kind::parameter) to.push(outer_node(given[x.parameter]));
      else if (x.what == kind::map) to.push(outer->map(*x.op, x.in[0], x.in[1], x.in[2]));
      else to.push(outer->append(x));
    }
    if (inner.wrong.what != fault::none) outer->fail(inner.wrong.what, inner.wrong.expected, inner.wrong.got);
    return to;
  }
};

/// Value and gradient of F at symbols, as symbols.
template <class F, unsigned Which, class... S>
constexpr auto nested_gradient(const S&... x) {
  constexpr unsigned by = Which ? Which : (1u << sizeof...(S)) - 1;
  inner_graph g;
  int place = 0;
  const auto leaves = [&](const auto& a) {
    const bool learned = by >> place++ & 1;
    return remade_symbols([&](symbol s) { return g.leaf_for(s, learned); }, a);
  };
  const std::tuple arguments{leaves(x)...};
  const symbol y = std::apply([](const auto&... a) -> symbol { return F{}(a...); }, arguments);
  const int root = y.g ? y.id : g.inner.number(y.value);
  differentiate(g.inner, root, g.inner.number(1), false);
  const list<int> to = g.appended();
  list<int> adjoint(g.given.size(), -1);
  for (int i = g.inner.forward; i < g.inner.nodes.size(); ++i)
    if (g.inner[i].what == kind::sink) adjoint[g.inner[i].parameter] = to[i];

  const auto part = [&](symbol leaf) {
    const node& n = g.inner[leaf.id];
    int d = adjoint[n.parameter];
    if (d < 0) d = g.outer->append({.what = kind::number, .dims = n.dims});
    return symbol{g.outer, d};
  };
  const auto parts =
      std::apply([&](const auto&... leaf) { return std::tuple{remade_symbols(part, leaf)...}; }, arguments);
  return with_form(symbol{g.outer, to[root]}, parts_in<by>(parts));
}

}  // namespace evengrad::inline EVENGRAD_ISA
