// What is asked for of a layer beside the loss: its value, L'(l) = dLoss/dy_(l), and the local gradient dy_(l)/dy_(l−1)
// where that is one number an element. Nodes that nobody asks for are dead code.
#pragma once
#include <evengrad/op/copy.hpp>
#include <evengrad/pass/differentiate.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether the path of a layer, such as "encoder_1.dense_2", is this text.
constexpr bool is_called(const graph& g, int layer, std::string_view path) {
  for (; layer >= 0; layer = g.layers[layer].parent) {
    const layer_info& l = g.layers[layer];
    int n = l.ordinal;
    for (; n > 0; n /= 10) {
      if (path.empty() || path.back() != "0123456789"[n % 10]) return false;
      path.remove_suffix(1);
    }
    if (path.empty() || path.back() != '_') return false;
    path.remove_suffix(1);
    if (path.size() < l.name.size() || path.substr(path.size() - l.name.size()) != l.name) return false;
    path.remove_suffix(l.name.size());
    if (l.parent >= 0) {
      if (path.empty() || path.back() != '.') return false;
      path.remove_suffix(1);
    }
  }
  return path.empty();
}

constexpr void watch(graph& g, std::string_view path) {
  for (int l = 0; l < g.layers.n; ++l)
    if (is_called(g, l, path)) {
      g.watched.push({.name = path, .layer = l});
      return;
    }
  g.fail(fault::no_layer_has_this_name, 0, 0, path);
}

/// Once adjoints are known: the nodes to keep.
constexpr void keep_watched(graph& g) {
  for (watched_layer& w : g.watched) {
    const layer_info l = g.layers[w.layer];
    const node x = g[l.out];
    g.layer = w.layer;
    w.output = owned(g, l.out);
    w.gradient = owned(g, l.gradient >= 0 ? widened(g, l.gradient, l.out) : widened(g, g.number(0), l.out));
    if (x.what != kind::map || x.op->arity != 1) continue;
    const symbol slope = x.op->slope({symbol{&g, x.in[0]}, {}, {}}, symbol{&g, l.out})[0];
    w.local = owned(g, widened(g, slope.g ? slope.id : g.number(slope.value), l.out));
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
