// What a network is put together from: layers (formulas), blocks (named graphs), and how either is applied to a symbol.
#pragma once
#include <evengrad/graph/symbol.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A graph with a name of its own: `struct encoder : eg::block { static constexpr auto graph = …; };`
struct block : layer {};

template <class L>
concept a_layer = __is_base_of(layer, L);

template <class L>
constexpr std::string_view name_of() {
  if constexpr (requires { std::string_view(L::name); }) return L::name;
  else return "block";
}

/// Everything built inside carries the name: the n-th of its kind in the layer around it.
constexpr int enter(graph& g, std::string_view name) {
  const int parent = g.layer;
  int ordinal = 1;
  for (int i = int(g.layers.size()) - 1; i >= 0 && ordinal == 1; --i)  // the last of its kind is near
    if (const layer_info& l = g.layers[i]; l.parent == parent && l.name == name) ordinal = l.ordinal + 1;
  g.layer = int(g.layers.size());
  g.layers.push_back({name, ordinal, parent});
  return parent;
}

/// x through a part: a combinator builds, a block is its graph, a layer is its formula.
template <a_layer L>
constexpr symbol apply(const L& part, symbol x) {
  if (x.g->wrong.what != fault::none) return x;
  if constexpr (requires { part.build(x); }) return part.build(x);
  else {
    if (x.id < 0) {
      x.g->fail(fault::network_must_begin_with_an_input, 0, 0);
      return x;
    }
    const int outside = enter(*x.g, name_of<L>());
    symbol y;
    if constexpr (requires { L::graph; }) y = apply(L::graph, x);
    else y = part.formula(x);
    x.g->layers[x.g->layer].out = y.id;
    x.g->layer = outside;
    return y;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
