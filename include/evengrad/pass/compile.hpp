// From a network's type to its programs: one for the network and one for each distinct (block, shape) that it calls.
// All are values. Each pass is a constant of its own, because compilers limit the work on one; the next reads it as it
// lies.
#pragma once
#include <evengrad/pass/frozen.hpp>
#include <evengrad/pass/scales.hpp>
#include <evengrad/pass/source.hpp>
#include <evengrad/pass/write.hpp>

#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// In the place of a loss: to infer, and keep what `observe(graph&)` marks.
template <class Loss>
concept an_observer = requires(graph& g) {
  Loss::observe(g);
};

/// Names what a program family is compiled for: Loss is void to infer.
template <const auto& Net, class Loss>
struct compilation {
  using to_infer = compilation<Net, void>;
  static constexpr bool training = !std::is_void_v<Loss> && !an_observer<Loss>;
  static constexpr bool observes = an_observer<Loss>;
  static constexpr bool watches_all = requires { requires Loss::watches_all; };
  static constexpr void observe(graph& g) {
    if constexpr (observes) Loss::observe(g);
    if constexpr (watches_all) watch_all(g);
  }
  static constexpr int watched = [] {
    if constexpr (requires { Loss::watched; }) return int(std::size(Loss::watched));
    else return 0;
  }();
  static constexpr symbol body(graph&, symbol x) { return apply(Net, x); }
  static constexpr symbol loss(graph& g, symbol y) {
    if constexpr (training) {
      if constexpr (requires { Loss::watched; })
        for (std::string_view path : Loss::watched) watch(g, path);
      if constexpr (requires { Loss::compares_index; })
        if (y.features() < 2) g.fail(fault::target_shape_does_not_fit_the_loss, 2, y.features());
      shape target = y.dims();
      if constexpr (requires { Loss::target(target); }) target = Loss::target(target);
      const symbol l = Loss::formula(y, symbol{&g, g.input(target, 1)});
      if (g.wrong.what == fault::none && (!l.g || l.features() != 1))
        g.fail(fault::loss_must_be_one_number_a_row, 1, l.g ? l.features() : 0);
      return g.wrong.what == fault::none ? batch_mean(l) : y;
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

template <class C>
constexpr table_sizes likely_room(const source& s) {
  table_sizes room{.parameters = s.parameters, .layers = s.layers, .calls = s.calls, .watched = C::watched};
  if (C::observes) room.watched = s.parameters;
  if (C::watches_all) room.watched = s.layers;
  room.nodes = (C::training ? 5 : 1) * s.nodes + s.parameters + 40;
  return room;
}
template <class C, int I, table_sizes Room>
inline constexpr frozen_graph<Room> graph_in{
    whole_graph(&C::body, sources_of<C>.sources[I].body, C::training, &C::loss, &C::observe)};
template <class C, int I>
constexpr const auto& fitting_graph() {
  constexpr table_sizes likely = likely_room<C>(sources_of<C>.sources[I]);
  constexpr const auto& g = graph_in<C, I, likely>;
  if constexpr (g.nodes.n <= likely.nodes) return g;
  else {
    constexpr table_sizes room = [&] {
      table_sizes exact = likely;
      exact.nodes = g.nodes.n;
      return exact;
    }();
    return graph_in<C, I, room>;
  }
}
/// Built and differentiated. A reference, for compilers take as long to copy a graph as to make it.
template <class C, int I>
inline constexpr const auto& graph_of = fitting_graph<C, I>();
/// By how much what is drawn of each parameter is multiplied, and why; what comes out of a block with such weights.
template <int Parameters>
struct found_scales {
  std::array<double, Parameters + 1> factor{};
  std::array<scale_info, Parameters + 1> why{};
  block_scale out;

  constexpr explicit found_scales(const scale_search& s) : out(s.result) {
    for (int i = 0; i < Parameters && i < s.found.n; ++i) factor[i] = s.p.scale[i], why[i] = s.found[i];
  }
};
template <class C, int I>
constexpr auto block_scales_of();

/// Of a compilation to infer: searched once, for all losses. Where training takes another graph, that one says it.
template <class C, int I>
inline constexpr auto scales_of = [] {
  constexpr const auto& g = graph_of<C, I>;
  constexpr auto blocks = block_scales_of<C, I>();
  constexpr const auto& samplers = samplers_of<graph_of<C, I>, scale_search::points>;
  if constexpr (!g.has_modes) {
    return found_scales<g.parameters.n>(search_scales(g.thaw(), I > 0, blocks.data(), samplers.data()));
  } else {
    graph trains = forward_graph(&C::body, sources_of<C>.sources[I].body, true);
    find_fans(trains);
    trains.forward = trains.nodes.n;
    return found_scales<g.parameters.n>(search_scales(trains, I > 0, blocks.data(), samplers.data()));
  }
}();
template <class C, int I>
constexpr auto block_scales_of() {
  constexpr source s = sources_of<C>.sources[I];
  return []<int... K>(std::integer_sequence<int, K...>) {
    return std::array<block_scale, sizeof...(K) + 1>{scales_of<C, sources_of<C>.callees[s.first_callee + K]>.out...};
  }
  (std::make_integer_sequence<int, s.calls>{});
}
template <class C, int I>
constexpr bool follows_graph() {
  for (const parameter_info& p : graph_of<C, I>.parameters.thaw())
    if (p.init && p.init->follows_graph) return true;
  return false;
}
/// Tells the parameters of a program what was found.
template <class C, int I>
constexpr void scale_parameters(auto& parameters) {
  if constexpr (follows_graph<C, I>())
    for (int i = 0; i < graph_of<C, I>.parameters.n; ++i)
      parameters[i].factor *= scales_of<typename C::to_infer, I>.factor[i],
          parameters[i].scale = scales_of<typename C::to_infer, I>.why[i];
}

/// Dead nodes left out, the others put into kernels.
template <class C, int I>
inline constexpr auto groups_of = [] {
  constexpr const auto& g = graph_of<C, I>;
  return frozen_groups<g.nodes.n>(group_nodes(g.thaw(), I > 0));
}();

template <class C, int I>
constexpr const program_facts& facts_of();

template <class C, int I>
constexpr auto callees_of() {
  constexpr int first = sources_of<C>.sources[I].first_callee;
  return []<int... K>(std::integer_sequence<int, K...>) {
    return std::array<program_facts, sizeof...(K) + 1>{facts_of<C, sources_of<C>.callees[first + K]>()...};
  }
  (std::make_integer_sequence<int, sources_of<C>.sources[I].calls>{});
}
/// Stages of each kernel, offsets in the arenas.
template <class C, int I>
inline constexpr auto plan_of = [] {
  constexpr const auto& g = graph_of<C, I>;
  constexpr const auto& k = groups_of<C, I>;
  const auto callees = callees_of<C, I>();
  const graph whole = g.thaw();
  const grouped_nodes grouped = k.thaw();
  return frozen_plan<g.nodes.n, k.groups.n, g.parameters.n>(plan_nodes(whole, grouped, I > 0, callees.data()));
}();
/// Kernels, statements and operands, in tables that have room enough.
template <class C, int I>
inline constexpr auto roomy_program = [] {
  constexpr const auto& g = graph_of<C, I>;
  constexpr const auto& k = groups_of<C, I>;
  constexpr const auto& m = plan_of<C, I>;
  constexpr table_sizes room{.kernels = k.groups.n,
                             .statements = m.order.n,
                             .operands = 4 * m.order.n + 8 * k.groups.n,
                             .parameters = g.parameters.n,
                             .layers = g.layers.n,
                             .calls = g.calls.n,
                             .axes = m.axes,
                             .watched = g.watched.n};
  return write_program<room>(g.thaw(), k.thaw(), m.thaw(), I > 0);
}();
/// Program I of a compilation, its tables just as long as they must be.
template <class C, int I>
inline constexpr auto program_of = [] {
  program<roomy_program<C, I>.sizes> p;
  p.take_all(roomy_program<C, I>.p);
  scale_parameters<C, I>(p.parameters);
  return p;
}();
template <class C, int I>
constexpr const program_facts& facts_of() {
  return program_of<C, I>.facts;
}

}  // namespace evengrad::inline EVENGRAD_ISA
