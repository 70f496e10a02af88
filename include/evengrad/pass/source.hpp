// From a network's type to graphs: its own and that of each distinct block that it calls.
#pragma once
#include <evengrad/graph/branches.hpp>
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/copy.hpp>
#include <evengrad/pass/fans.hpp>
#include <evengrad/pass/place.hpp>
#include <evengrad/pass/watch.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// How a network is built, as a value.
using builder = symbol (*)(graph&, symbol x);

/// What a program is compiled from: the first is the network itself, the others are bodies of the calls it makes.
struct source {
  identity body = 0;
  int nodes = 0, parameters = 0, layers = 0, calls = 0;
  int first_callee = 0;  // into `callees`, one a call
};
template <int N>
struct source_list {
  std::array<source, N> sources{};
  std::array<short, 4 * N> callees{};
  int count = 0, callee_count = 0;
  problem wrong;
};

/// Builds forward: nodes, shapes, names; the first fault is in `wrong`. A body is found by building the network around
/// it.
constexpr graph forward_graph(const auto& net, identity body, bool training) {
  graph g, inner;
  g.training = training, g.in_panels = true;
  g.sought = body, g.found = body ? &inner : nullptr;
  g.output = net(g, symbol{&g, -1}).id;
  if (g.wrong.what == fault::none) count_branches(g);
  return body && g.wrong.what == fault::none ? inner : g;
}

/// The network and the bodies of its calls, each once, callers before callees. Counts on where there is no room.
template <int N>
constexpr source_list<N> list_sources(builder net, bool training) {
  source_list<N> all;
  all.count = 1;
  for (int i = 0; i < all.count && i < N; ++i) {
    source& s = all.sources[i];
    const graph g = forward_graph(net, s.body, training);
    if (all.wrong.what == fault::none) all.wrong = g.wrong;
    s.nodes = int(g.nodes.size()), s.parameters = int(g.parameters.size());
    s.layers = int(g.layers.size()), s.calls = int(g.calls.size());
    s.first_callee = all.callee_count;
    for (const call_info& c : g.calls) {
      int j = 1;
      while (j < all.count && j < N && all.sources[j].body != c.body) ++j;
      if (j == all.count) {
        if (j < N) all.sources[j].body = c.body;
        ++all.count;
      }
      if (all.callee_count < 4 * N) all.callees[all.callee_count] = short(j);
      ++all.callee_count;
    }
  }
  return all;
}

/// The loss as a function of the network's output, appended to the graph.
using objective = symbol (*)(graph&, symbol y);

/// Marks nodes of a graph, its own and that of each block, so that they are kept.
using observer = void (*)(graph&);

/// What a view shows in other lines lies without padding, so that rows and lines run through as one index.
constexpr void settle_views(graph& g) {
  for (const node& x : g.nodes)
    if (x.what == kind::reshape && x.batched) {
      node& h = g.nodes[home(g, x.in[0])];
      if (h.dims.size() > 1 && (x.dims.lines() > 1 || h.dims.lines() > 1))
        h.unpadded = !is_leaf(h.what) && !is_call(h.what);
    }
}

constexpr void observe_nothing(graph&) {}

/// Forward and, to train, backward: from the loss, or in a block from the adjoint that its caller gives.
constexpr graph whole_graph(builder net, identity body, bool training, objective loss,
                            observer observe = &observe_nothing) {
  graph g = forward_graph(net, body, training);
  const bool block = body != 0;
  find_fans(g);
  if (block) g.output = owned(g, g.output);
  g.forward = int(g.nodes.size());
  if (!training || g.wrong.what != fault::none) {
    if (!training && g.wrong.what == fault::none) observe(g);
    settle_views(g);
    return g;
  }
  const symbol y{&g, g.output};
  g.layer = -1;
  if (block) {
    int dy = g.input(y.dims(), input_other);
    if (g.step >= 0) dy = g.map(info<add_op>, dy, g.input(y.dims(), input_of_state, g[g.output].row));
    differentiate(g, g.output, dy, true, g.forward);
    g.dx = owned(g, g.dx >= 0 ? g.dx : widened(g, g.number(0), 0));
    if (g.step >= 0)
      g.dstep = owned_in_rows(g, g.dstep >= 0 ? g.dstep : widened(g, g.number(0), g.step), g[g.step].row);
  } else {
    g.loss = loss(g, y).id;
    if (g.wrong.what == fault::none) differentiate(g, g.loss, g.number(1), false);
  }
  if (g.wrong.what == fault::none) observe(g), keep_watched(g);
  settle_views(g);
  return g;
}

}  // namespace evengrad::inline EVENGRAD_ISA
