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
  g.layers.push({name, ordinal, parent});
  return parent;
}

template <class L>
concept has_build = requires(const L& part, symbol x) {
  part.build(x);
};
template <class L>
concept has_graph = requires {
  L::graph;
};
template <class L>
concept has_formula = requires(const L& part, symbol x) {
  part.formula(x);
};
/// What can stand first in a network: it makes an x of its own, or hands none to its first part.
template <class L>
concept begins_a_network = has_graph<L> || requires {
  L::begins;
};

template <class L>
concept has_formula_that_gives_a_symbol = requires(const L& part, symbol x) {
  { part.formula(x) } -> std::same_as<symbol>;
};

/// Whether a part can be applied; says why not where parts are put together, because there the message is short.
template <class L>
constexpr bool check_layer() {
  if constexpr (requires { L::check_op(); }) return L::check_op();
  else if constexpr (has_build<L>) return true;
  else if constexpr (has_graph<L>) return check_layer<std::remove_cvref_t<decltype(L::graph)>>();
  else {
    constexpr bool has_one = has_formula<L>, gives_a_symbol = !has_one || has_formula_that_gives_a_symbol<L>;
    static_assert(has_one, "a layer needs constexpr eg::symbol formula(eg::symbol x) const, a block a constexpr graph");
    static_assert(gives_a_symbol, "the formula of a layer returns eg::symbol");
    return has_one && gives_a_symbol;
  }
}

/// Of what a combinator takes.
template <class F>
constexpr bool check_part() {
  constexpr bool is_layer = a_layer<F>;
  static_assert(is_layer, "combinators put layers together: objects such as eg::relu or eg::dense<10>");
  if constexpr (is_layer) return check_layer<F>();
  else return false;
}

/// In the place of what the compiler has complained of, so that it says nothing more.
struct refused_t : layer {
  static constexpr bool begins = true;
  constexpr symbol build(symbol x) const {
    x.g->fail(fault::told_where_it_was_written, 0, 0);
    return x;
  }
};

/// x through a part: a combinator builds, a block is its graph, a layer is its formula.
template <a_layer L>
constexpr symbol apply(const L& part, symbol x) {
  graph& g = *x.g;
  if (g.wrong.what != fault::none) return x;
  const bool nowhere = x.id < 0 && !begins_a_network<L>;
  if constexpr (has_build<L>) {
    if (!nowhere) return part.build(x);
    g.fail(fault::network_must_begin_with_an_input, 0, 0);
    return x;
  } else {
    const int outside = enter(g, name_of<L>());
    symbol y = x;
    if (nowhere) g.fail(fault::network_must_begin_with_an_input, 0, 0);
    else if constexpr (has_graph<L>) y = apply(L::graph, x);
    else if constexpr (has_formula_that_gives_a_symbol<L>) y = part.formula(x);
    else static_assert(has_formula<L>);
    if (!y.g || y.id < 0) g.fail(fault::formula_must_return_a_value_of_the_graph, 0, 0), y = x;
    g.layers[g.layer].out = y.id;
    g.layer = outside;
    return y;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
