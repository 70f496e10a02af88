// The weights of a ticket as layers of a picture, and those layers without the units that are dead.
#pragma once
#include <evengrad/layer/layer.hpp>
#include <evengrad/optim/weight_mask.hpp>
#include <evengrad/prune/element_map.hpp>
#include <evengrad/prune/layer_picture.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether each product with weights reads what the one before it gives, and nothing else: no sum, and no layer beside
/// it, leads around one. Of the graph of `unrolled_graph`.
inline bool is_dense_chain(const graph& g) {
  constexpr int of_constants = -2, of_input = -1;
  std::vector<int> made_of;  // by node: which product lies before it
  std::vector<char> used(std::size_t(g.parameters.n), 0);
  int last = of_input;
  for (int i = 0; i < g.nodes.n; ++i) {
    const node& x = g[i];
    int from = x.what == kind::input ? of_input : of_constants;
    for (int k = 0; k < x.inputs; ++k)
      if (const int m = made_of[std::size_t(x.in[k])]; from == of_constants) from = m;
      else if (m != of_constants && m != from) return false;
    if (x.what == kind::contract && from != of_constants) {
      const int p = g[x.in[1]].parameter;
      if (!is_matmul(g, x) || made_of[std::size_t(x.in[1])] != of_constants || from != last) return false;
      if (p >= 0 && used[std::size_t(p)]++) return false;
      from = last = i;
    }
    made_of.push_back(from);
  }
  return made_of[std::size_t(g.output)] == last;
}
/// The network as it is inferred, with all copies of what is repeated.
template <class Net>
graph unrolled_graph(const Net& net) {
  graph g;
  g.written_out = 1 << 30;
  g.output = apply(net, symbol{&g, -1}).id;
  return g;
}

/// All matrices that a mask may prune, in their order, with the weights that it keeps; `weights` are all parameters in
/// panels. Nothing where their sizes are not those of a chain, of which each reads what the one before it gives; that
/// it is one `is_dense_chain` says.
template <class T>
std::vector<layer_picture> drawn_layers(const weight_mask& mask, const T* weights) {
  std::vector<layer_picture> all;
  for (const masked_tensor& t : mask.tensors()) {
    if (!t.is_pruned()) continue;
    if (!all.empty() && all.back().units != t.lines) return {};
    layer_picture& l = all.emplace_back();
    l.name = t.name.ends_with(".w") ? t.name.substr(0, t.name.size() - 2) : t.name;
    l.inputs = t.lines, l.units = t.columns;
    l.weights.reserve(std::size_t(l.count()));
    for (int line = 0; line < t.lines; ++line)
      for (int column = 0; column < t.columns; ++column)
        l.weights.push_back(mask.keeps(t, line, column) ? float(weights[t.offset + panel_place(t.lines, line, column)])
                                                        : 0.f);
  }
  return all;
}

/// What is left when dead units go: their lines and columns are gone, inputs and outputs stay. A layer that would have
/// no unit left keeps one.
inline std::vector<layer_picture> living_layers(const std::vector<layer_picture>& layers) {
  check_layers(layers, "living_layers");
  const unit_states states(layers);
  std::vector<std::vector<int>> alive(layers.size() + 1);
  for (std::size_t c = 0; c <= layers.size(); ++c) {
    const bool stays = c == 0 || c == layers.size();
    for (std::size_t u = 0; u < states.constant[c].size(); ++u)
      if (stays || !states.dead(c, int(u))) alive[c].push_back(int(u));
    if (alive[c].empty()) alive[c].push_back(0);
  }
  std::vector<layer_picture> all;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const layer_picture& from = layers[i];
    layer_picture& to = all.emplace_back();
    to.name = from.name, to.inputs = int(alive[i].size()), to.units = int(alive[i + 1].size());
    for (const int k : alive[i])
      for (const int u : alive[i + 1]) to.weights.push_back(from.weight(k, u));
    if (!from.dead.empty())
      for (const int u : alive[i + 1]) to.dead.push_back(from.dead[std::size_t(u)]);
  }
  return all;
}

}  // namespace evengrad::inline EVENGRAD_ISA
