// The formula of a loss by itself, to be read at run time: what it says of predictions that are there already.
#pragma once
#include <evengrad/model/row_values.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether what the nodes give for one row is known from that row alone, and `row_values` can compute it.
constexpr bool is_of_one_row(const node* nodes, int count) {
  for (int i = 0; i < count; ++i) {
    const node& x = nodes[i];
    const bool row = x.what == kind::map || x.what == kind::reshape || x.what == kind::slice || x.what == kind::place ||
                     x.what == kind::largest || x.what == kind::column || x.what == kind::input ||
                     (x.what == kind::number && x.aux == 0) || (x.what == kind::sum && !(x.aux & over_rows));
    if (!row) return false;
  }
  return true;
}

/// The graph of Loss::formula behind an output of this shape.
template <class Loss>
constexpr graph graph_of_loss(const shape& out) {
  graph g;
  shape target = out;
  if constexpr (requires { Loss::target(target); }) target = Loss::target(target);
  const symbol y{&g, g.input(out, 0)}, t{&g, g.input(target, 1)};
  g.loss = Loss::formula(y, t).id;
  return g;
}
template <class Loss, shape Out>
inline constexpr int nodes_of_loss = graph_of_loss<Loss>(Out).nodes.n;

/// As it is kept: its nodes, and the one that is the loss; -1 where the loss of a row depends on more than the row.
template <class Loss, shape Out>
struct loss_formula {
  struct table {
    std::array<node, nodes_of_loss<Loss, Out>> nodes;
    int loss;
  };
  static constexpr table kept = [] {
    const graph g = graph_of_loss<Loss>(Out);
    table t{};
    for (int i = 0; i < g.nodes.n; ++i) t.nodes[std::size_t(i)] = g.nodes.p[i];
    t.loss = is_of_one_row(g.nodes.p, g.nodes.n) && g.parameters.n == 0 ? g.loss : -1;
    return t;
  }();
  static constexpr graph_listing listing() {
    graph_listing g{};
    g.nodes = kept.nodes.data(), g.node_count = int(kept.nodes.size()), g.loss = kept.loss;
    return g;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
