// The programs of a compilation without their types, for readers at run time: explain, summary, graphviz.
#pragma once
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/checked.hpp>
#include <evengrad/model/columns.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A graph, and the index of the one that each of its calls runs.
struct graph_listing {
  const node* nodes;
  int node_count, forward, output, loss;
  const roles* contractions;
  const parameter_info* parameters;
  int parameter_count;
  const layer_info* layers;
  int layer_count;
  const call_info* calls;
  int call_count;
  const short* callees;
  bool training;
};
template <class C, int I>
constexpr graph_listing list_graph() {
  const auto& g = graph_of<C, I>;
  constexpr source s = sources_of<C>.sources[I];
  return {g.nodes.data(),
          g.nodes.n,
          g.forward,
          g.output,
          g.loss,
          g.contractions.data(),
          g.parameters.data(),
          s.parameters,
          g.layers.data(),
          s.layers,
          g.calls.data(),
          s.calls,
          sources_of<C>.callees.data() + s.first_callee,
          g.training};
}
/// All graphs of a compilation: the network, and each distinct block once.
template <class C>
inline constexpr auto graphs_of = []<int... I>(std::integer_sequence<int, I...>) {
  return std::array<graph_listing, sizeof...(I)>{list_graph<C, I>()...};
}
(std::make_integer_sequence<int, sources_of<C>.count>{});

/// A program with the graph that it was made from.
struct listing {
  const graph_listing* graph;
  const kernel* kernels;
  int kernel_count;
  const statement* statements;
  const operand* operands;
  const strided_axis* axes;
  const parameter_info* parameters;  // with their scales
  const program_facts* facts;
  shape in, target, out;
};
template <class C, int I>
constexpr listing list_program() {
  const auto& p = program_of<C, I>;
  return {&graphs_of<C>[I],
          p.kernels.data(),
          p.sizes.kernels,
          p.statements.data(),
          p.operands.data(),
          p.axes.data(),
          p.parameters.data(),
          &p.facts,
          p.in,
          p.target,
          p.out};
}
template <class C>
inline constexpr auto listings_of = []<int... I>(std::integer_sequence<int, I...>) {
  return std::array<listing, sizeof...(I)>{list_program<C, I>()...};
}
(std::make_integer_sequence<int, sources_of<C>.count>{});

/// "12 × 20".
inline std::string text_of(const shape& s) {
  std::string t;
  for (int i = 0; i < s.rank; ++i) append(t, i ? " × " : ""), t += std::to_string(s[i]);
  return t;
}
/// "dense_2", without the layers around it.
inline std::string own_name(const layer_info& l) { return std::string(l.name) + '_' + std::to_string(l.ordinal); }
/// "encoder_1.dense_2".
inline std::string full_name(const graph_listing& g, int layer) {
  std::string s;
  for (; layer >= 0; layer = g.layers[layer].parent) s.insert(0, own_name(g.layers[layer]) + (s.empty() ? "" : "."));
  return s;
}
inline std::string parameter_name(const graph_listing& g, int parameter) {
  const parameter_info& p = g.parameters[parameter];
  const std::string layer = full_name(g, p.layer);
  return layer.empty() ? std::string(p.name) : layer + '.' + std::string(p.name);
}

}  // namespace evengrad::inline EVENGRAD_ISA
