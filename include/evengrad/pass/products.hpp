// What is looked at of a network that infers: the outputs of the layers that multiply by learned weights.
#pragma once
#include <evengrad/graph/weights.hpp>
#include <evengrad/op/copy.hpp>
#include <evengrad/pass/place.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// In the place of a loss: keeps, for each weight, what the first layer gives that multiplies by it. That is the value
/// of the layer where it has one product, so its bias is in it, and else the product.
struct product_outputs {
  static constexpr void observe(graph& g) {
    list<char> seen(g.parameters.n, 0);
    list<short> products(g.layers.n + 1, short(0));
    const int nodes = g.nodes.n;
    for (int i = 0; i < nodes; ++i)
      if (g[i].what == kind::contract) ++products[g[i].layer + 1];
    for (int i = 0; i < nodes; ++i)
      for (int k = 0; k < 2 && g[i].what == kind::contract; ++k) {
        const int layer = g[i].layer, w = weights_of(g, g[i].in[k]);
        if (w < 0 || seen[w] || !g[i].batched) continue;
        seen[w] = 1;
        const int value = layer >= 0 && products[layer + 1] == 1 ? g.layers[layer].out : i;
        g.layer = layer;
        g.watched.push({.name = g.parameters[w].name, .layer = layer, .output = owned(g, value), .parameter = w});
      }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
