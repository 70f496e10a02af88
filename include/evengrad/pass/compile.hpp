// From a network's type to its programs: one for the network and one for each distinct (block, shape) that it calls.
// All are values; a program is a variable of its own, because compilers count the steps of each.
#pragma once
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/copy.hpp>
#include <evengrad/pass/differentiate.hpp>
#include <evengrad/pass/emit.hpp>

#include <utility>

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
  g.training = training;
  g.sought = body, g.found = body ? &inner : nullptr;
  g.output = net(g, symbol{&g, -1}).id;
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

/// What a view shows in other lines lies without padding, so that rows and lines run through as one index.
constexpr void settle_views(graph& g) {
  for (const node& x : g.nodes)
    if (x.what == kind::reshape && x.batched) {
      node& h = g.nodes[home(g, x.in[0])];
      if (h.dims.size() > 1 && (x.dims.lines() > 1 || h.dims.lines() > 1))
        h.unpadded = !is_leaf(h.what) && !is_call(h.what);
    }
}

/// Forward and, to train, backward: from the loss, or in a block from the adjoint that its caller gives.
constexpr graph whole_graph(builder net, identity body, bool training, objective loss) {
  graph g = forward_graph(net, body, training);
  const bool block = body != 0;
  if (block) g.output = owned(g, g.output);
  g.forward = int(g.nodes.size());
  if (!training || g.wrong.what != fault::none) {
    settle_views(g);
    return g;
  }
  const symbol y{&g, g.output};
  g.layer = -1;
  if (block) {
    differentiate(g, g.output, g.input(y.dims(), 1), true);
    g.dx = owned(g, g.dx >= 0 ? g.dx : widened(g, g.number(0), 0));
  } else {
    g.loss = loss(g, y).id;
    if (g.wrong.what == fault::none) differentiate(g, g.loss, g.number(1), false);
  }
  settle_views(g);
  return g;
}

/// The vectors of a graph that the later passes read, as arrays: what one constant can hand to the next.
template <table_sizes Room>
struct frozen_graph {
  std::array<node, Room.nodes> nodes{};
  std::array<parameter_info, Room.parameters> parameters{};
  std::array<layer_info, Room.layers> layers{};
  std::array<call_info, Room.calls> calls{};
  std::array<roles, Room.nodes> contractions{};
  int node_count = 0, contraction_count = 0, forward = 0, output = -1, loss = -1, dx = -1;
  bool training = false, wrong = false;

  constexpr explicit frozen_graph(const graph& g)
      : node_count(int(g.nodes.size())),
        contraction_count(int(g.contractions.size())),
        forward(g.forward),
        output(g.output),
        loss(g.loss),
        dx(g.dx),
        training(g.training),
        wrong(g.wrong.what != fault::none) {
    if (!wrong)
      copy_all(g.nodes, nodes, g.parameters, parameters, g.layers, layers, g.calls, calls, g.contractions,
               contractions);
  }
  constexpr graph thaw() const {
    graph g;
    g.nodes.assign(nodes.begin(), nodes.begin() + node_count);
    g.contractions.assign(contractions.begin(), contractions.begin() + contraction_count);
    g.parameters.assign(parameters.begin(), parameters.end());
    g.layers.assign(layers.begin(), layers.end());
    g.calls.assign(calls.begin(), calls.end());
    g.forward = forward, g.output = output, g.loss = loss, g.dx = dx, g.training = training;
    return g;
  }
};

template <class Program>
struct roomy {
  Program p;
  table_sizes sizes;
};

/// From the differentiated graph to tables that have room enough; `callees` are the facts of the programs it calls.
template <table_sizes Room>
constexpr roomy<program<Room>> lower(const graph& g, bool block, const program_facts* callees) {
  roomy<program<Room>> r;
  const std::vector<char> used = used_nodes(g, {g.training && !block ? -1 : g.output, g.loss, g.dx});
  const user_lists users(g, used);
  placement p = place_nodes(g, used, block);
  sink_maps(g, used, users, p);
  const stages stage = stage_nodes(g, used, p);
  const plan_request request{g, used, p, stage, block, callees, users};
  const memory_plan memory = plan_memory(request);
  emitter e(request, memory);
  e.run();
  share_code(e);
  r.sizes = {0,
             int(e.kernels.size()),
             int(e.statements.size()),
             int(e.operands.size()),
             int(g.parameters.size()),
             int(g.layers.size()),
             int(g.calls.size()),
             int(e.axes.size())};
  r.p.take(e.kernels, e.statements, e.operands, g.parameters, memory.parameter_offset, memory.state_offset, g.layers,
           g.calls, e.axes);
  r.p.facts = e.facts;
  r.p.out = g[g.output].dims;
  if (g.loss >= 0) r.p.loss = e.seen(g.loss, {false, 1, 1});
  if (used[g.output]) r.p.output = e.seen(g.output, {true, r.p.out.lines(), r.p.out.last()});
  for (const node& x : g.nodes)
    if (x.what == kind::input && x.aux == 0) r.p.in = x.dims;
    else if (x.what == kind::input) r.p.target = x.dims;
  return r;
}

/// Names what a program family is compiled for: Loss is void to infer.
template <const auto& Net, class Loss>
struct compilation {
  static constexpr bool training = !std::is_void_v<Loss>;
  static constexpr symbol body(graph&, symbol x) { return apply(Net, x); }
  static constexpr symbol loss(graph& g, symbol y) {
    if constexpr (training) {
      shape target = y.dims();
      if constexpr (requires { Loss::target(target); }) target = Loss::target(target);
      return batch_mean(Loss::formula(y, symbol{&g, g.input(target, 1)}));
    } else return y;
  }
};
template <class C, int Room = 12>
constexpr auto listed_sources() {
  constexpr auto list = list_sources<Room>(&C::body, C::training);
  if constexpr (list.count <= Room && list.callee_count <= 4 * Room) return list;
  else return list_sources<(list.count > list.callee_count ? list.count : list.callee_count)>(&C::body, C::training);
}
template <class C>
inline constexpr auto sources_of = listed_sources<C>();

template <class C, int I>
constexpr const program_facts& facts_of();

template <class C, int I>
inline constexpr table_sizes room_of = [] {
  const source s = sources_of<C>.sources[I];
  const int t = C::training ? 5 : 1, n = t * s.nodes + s.parameters + 40;
  return table_sizes{n, n, n, 2 * n, s.parameters, s.layers, s.calls, C::training ? 3 * s.nodes : 0};
}();

// Each step is a constant of its own, because compilers limit the work on one.
template <class C, int I>
inline constexpr auto graph_of = frozen_graph<room_of<C, I>>(whole_graph(&C::body, sources_of<C>.sources[I].body,
                                                                         C::training, &C::loss));

template <class C, int I>
inline constexpr auto roomy_program = [] {
  constexpr source s = sources_of<C>.sources[I];
  return [&]<int... K>(std::integer_sequence<int, K...>) {
    const std::array<program_facts, s.calls + 1> callees{facts_of<C, sources_of<C>.callees[s.first_callee + K]>()...};
    return lower<room_of<C, I>>(graph_of<C, I>.thaw(), I > 0, callees.data());
  }
  (std::make_integer_sequence<int, s.calls>{});
}();

/// Program I of a compilation, its tables just as long as they must be.
template <class C, int I>
inline constexpr auto program_of = [] {
  program<roomy_program<C, I>.sizes> p;
  p.take_all(roomy_program<C, I>.p);
  return p;
}();
template <class C, int I>
constexpr const program_facts& facts_of() {
  return program_of<C, I>.facts;
}

}  // namespace evengrad::inline EVENGRAD_ISA
