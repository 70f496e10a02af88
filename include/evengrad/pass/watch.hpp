// What is asked for of a layer beside the loss: its value, L'(l) = dLoss/dy_(l), and the local gradient dy_(l)/dy_(l−1)
// where that is one number an element. Nodes that nobody asks for are dead code.
#pragma once
#include <evengrad/graph/path.hpp>
#include <evengrad/op/copy.hpp>
#include <evengrad/pass/differentiate.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// path: "encoder_1.dense_2".
constexpr void watch(graph& g, std::string_view path) {
  for (int l = 0; l < g.layers.n; ++l)
    if (std::string_view rest = path; take_layer(g.layers.data(), l, rest) && rest.empty()) {
      g.watched.push({.name = path, .layer = l});
      return;
    }
  g.fail(fault::no_layer_has_this_name, 0, 0, path);
}

/// Every layer that has a value of rows; these have an index instead of a name.
constexpr void watch_all(graph& g) {
  for (int l = 0; l < g.layers.n; ++l)
    if (const int out = g.layers[l].out; out >= 0 && g[out].batched) g.watched.push({.name = {}, .layer = l});
}

/// An op of one value; beside it stand numbers at most.
constexpr bool is_activation(const auto& g, const node& x) {
  if (x.what != kind::map || is_op<copy_op>(*x.op)) return false;
  for (int k = 0; k < x.inputs; ++k)
    if ((g.nodes[x.in[k]].what == kind::number) != (k > 0)) return false;
  return true;
}

/// Once adjoints are known: the nodes to keep.
constexpr void keep_watched(graph& g) {
  for (watched_layer& w : g.watched) {
    const layer_info l = g.layers[w.layer];
    const node x = g[l.out];
    g.layer = w.layer;
    w.output = g.dx >= 0 && l.out == g.output ? copied(g, l.out) : owned(g, l.out);  // a block's output is its caller's
    if (l.gradient >= 0) w.gradient = owned(g, widened(g, l.gradient, l.out));
    else if (!w.name.empty()) w.gradient = owned(g, widened(g, g.number(0), l.out));
    if (!is_activation(g, x)) continue;
    operands in;
    for (int k = 0; k < x.inputs; ++k) in[k] = {&g, x.in[k]};
    const symbol slope = x.op->slope(in, symbol{&g, l.out})[0];
    w.local = owned(g, widened(g, slope.g ? slope.id : g.number(slope.value), l.out));
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
