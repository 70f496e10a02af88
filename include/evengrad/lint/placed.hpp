// The lints of a network with the places where they were found, and as lines of text.
#pragma once
#include <evengrad/lint/stacks.hpp>
#include <evengrad/model/checked.hpp>
#include <evengrad/signal/healthy.hpp>

#include <string>

namespace evengrad::inline EVENGRAD_ISA {

/// The moments of the input that a policy states, `static constexpr eg::signal_source input{{20, 404, 400}};`; mean 0
/// and variance 1 where it has none.
template <class Policy>
struct given : unit_input {};
template <class Policy>
requires requires { Policy::input; }
struct given<Policy> : Policy {};

/// A network whose repetitions are written out, two copies each, as if it were one graph.
template <class C>
constexpr graph written_out() {
  return whole_graph(
      [](graph& g, symbol x) {
        g.written_out = 2;
        return C::body(g, x);
      },
      0, true, &C::loss);
}
template <class C>
inline constexpr auto written_out_graph = [] {
  constexpr table_sizes room = [] {
    const graph g = written_out<C>();
    return table_sizes{.nodes = g.nodes.n, .parameters = g.parameters.n, .layers = g.layers.n, .calls = g.calls.n};
  }();
  return frozen_graph<room>(written_out<C>());
}();
/// What is looked through: the graph that is compiled, where it is one.
template <class C>
constexpr const auto& looked_through() {
  if constexpr (sources_of<C>.count == 1) return graph_of<C, 0>;
  else return written_out_graph<C>;
}

struct placed_lint {
  lint what{};
  printed_text place, name;
};
/// The lints of a network: the first of them, and how many more there are.
struct placed_lints {
  static constexpr int most = 16;
  placed_lint of[most];
  int count = 0, more = 0;

  constexpr void add(const placed_lint& l) {
    if (count < most) of[count++] = l;
    else ++more;
  }
  constexpr void add(const auto& g, const lint_finding& f) {
    placed_lint l;
    l.what = f.what, l.name.put_before(f.name);
    if (f.layer < 0) l.place.put_before("the network");
    l.place.put_layer_before(g.layers.data(), f.layer);
    add(l);
  }
};
/// Those that the graph alone tells.
template <class C>
inline constexpr placed_lints graph_lints = [] {
  constexpr const auto& g = looked_through<C>();
  placed_lints all;
  for (const lint_finding& f : linter(g).found) all.add(g, f);
  return all;
}();
/// Those of its stacks, for inputs of such moments.
template <class C, class Policy>
constexpr placed_lints find_stack_lints() {
  constexpr const auto& g = looked_through<C>();
  constexpr int points = 32;
  placed_lints all;
  const stacks s(g);
  const stack_linter<points, std::remove_cvref_t<decltype(g)>> l(s, given<Policy>::input,
                                                                 samplers_of<g, points>.data());
  for (const lint_finding& f : l.found) all.add(g, f);
  return all;
}
/// Numbers beyond all bounds, and networks beyond a compiler's, are no constant expressions: of their stacks is nothing
/// said, and they compile.
template <class C, class Policy>
concept has_stack_lints = requires {
  typename std::bool_constant<(find_stack_lints<C, Policy>().count >= 0)>;
};
template <class C, class Policy>
inline constexpr placed_lints stack_lints = find_stack_lints<C, Policy>();
/// Where the input goes into a product of learned weights as it comes: one, as unscaled_input, or none.
template <class C>
inline constexpr placed_lints input_lints = [] {
  constexpr const auto& g = looked_through<C>();
  placed_lints all;
  if (const int i = stacks(g).takes_input; i >= 0) all.add(g, {lint::unscaled_input, g.nodes[i].layer});
  return all;
}();
/// Those of which a policy wants to hear.
template <const auto& Net, class Loss, class Policy = all_lints>
inline constexpr placed_lints lints_of = [] {
  using C = checked<Net, Loss>;
  placed_lints all;
  const auto add = [&all](const placed_lints& some) {
    for (int i = 0; i < some.count; ++i)
      if (looks_for<Policy>(some.of[i].what)) all.add(some.of[i]);
    all.more += some.more;
  };
  add(graph_lints<C>);
  if constexpr (looks_for<Policy>(lint::gain_too_small) || looks_for<Policy>(lint::sigmoid_stack))
    if constexpr (has_stack_lints<C, Policy>) add(stack_lints<C, Policy>);
  if constexpr (given<Policy>::input.input.second > largest_input * largest_input) add(input_lints<C>);
  return all;
}();

/// A lint as a line of text: where, its name, what is wrong, the cure.
inline std::string line_of(const placed_lint& l, std::string_view figures = {}) {
  std::string s(l.place.text, std::size_t(l.place.size));
  if (l.name.size) s.append(".").append(l.name.text, std::size_t(l.name.size));
  const lint_text& text = text_of(l.what);
  s.append(": ").append(text.name).append(": ").append(text.sentence);
  if (!figures.empty()) s.append(" (").append(figures).append(")");
  return s.append("; ").append(text.cure).append("\n");
}
/// A line for each lint that the policy does not turn off; `fit` prints them on stderr.
template <const auto& Net, class Policy = all_lints, class Loss = signal_probe>
std::string lints(const Loss& = {}) {
  std::string out;
  if constexpr (looks_for_any<Policy>) {
    constexpr const placed_lints& all = lints_of<Net, Loss, Policy>;
    for (int i = 0; i < all.count; ++i) out += line_of(all.of[i]);
    if (all.more) out += "and " + std::to_string(all.more) + " more\n";
  }
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
