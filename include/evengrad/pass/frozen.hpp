// What one constant hands to the next: lists as arrays, which later passes see as lists again without a copy.
#pragma once
#include <evengrad/pass/contraction.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T, int Room>
struct frozen_list {
  T of[Room > 0 ? Room : 1]{};
  int n = 0;

  constexpr frozen_list() = default;
  /// Counts on where there is no room.
  constexpr frozen_list(const list<T>& from) : n(from.n) {
    for (int i = 0; i < n && i < Room; ++i) of[i] = from.p[i];
  }
  constexpr list<T> thaw() const { return list<T>::view(of, n); }
  constexpr const T& operator[](int i) const { return of[i]; }
  constexpr const T* data() const { return of; }
};

/// A graph that is read only.
template <table_sizes Room>
struct frozen_graph {
  frozen_list<node, Room.nodes> nodes;
  frozen_list<parameter_info, Room.parameters> parameters;
  frozen_list<layer_info, Room.layers> layers;
  frozen_list<call_info, Room.calls> calls;
  frozen_list<roles, Room.nodes> contractions;
  frozen_list<watched_layer, Room.watched> watched;
  int forward = 0, output = -1, loss = -1, dx = -1, step = -1, dstep = -1, copies = 1;
  bool training = false, has_modes = false, wrong = false;

  // Each table is made in its place: a copy of a constant costs the compiler as much as the constant.
  constexpr explicit frozen_graph(const graph& g) : frozen_graph(g, g.wrong.what != fault::none) {}
  constexpr frozen_graph(const graph& g, bool wrong)
      : nodes(if_right(wrong, g.nodes)),
        parameters(if_right(wrong, g.parameters)),
        layers(if_right(wrong, g.layers)),
        calls(if_right(wrong, g.calls)),
        contractions(if_right(wrong, g.contractions)),
        watched(if_right(wrong, g.watched)),
        forward(g.forward),
        output(g.output),
        loss(g.loss),
        dx(g.dx),
        step(g.step),
        dstep(g.dstep),
        copies(g.copies),
        training(g.training),
        has_modes(g.has_modes),
        wrong(wrong) {}
  template <class T>
  static constexpr list<T> if_right(bool wrong, const list<T>& x) {
    return wrong ? list<T>() : list<T>::view(x.p, x.n);
  }
  constexpr graph thaw() const {
    graph g;
    g.nodes = nodes.thaw(), g.contractions = contractions.thaw();
    g.parameters = parameters.thaw(), g.layers = layers.thaw(), g.calls = calls.thaw(), g.watched = watched.thaw();
    g.forward = forward, g.output = output, g.loss = loss, g.dx = dx, g.step = step, g.dstep = dstep;
    g.copies = copies, g.training = training;
    return g;
  }
};

template <int Nodes>
struct frozen_groups {
  frozen_list<char, Nodes> used;
  frozen_list<int, Nodes> first_user, at;
  frozen_list<int, 3 * Nodes> next_user;
  frozen_list<group, Nodes> groups;
  int backward;

  constexpr explicit frozen_groups(const grouped_nodes& x)
      : used(x.used),
        first_user(x.users.first),
        at(x.p.at),
        next_user(x.users.next),
        groups(x.p.groups),
        backward(x.p.backward) {}
  constexpr grouped_nodes thaw() const {
    return {used.thaw(), {first_user.thaw(), next_user.thaw()}, {at.thaw(), groups.thaw(), backward}};
  }
};

template <int Nodes, int Groups, int Parameters>
struct frozen_plan {
  frozen_list<short, Nodes> level;
  frozen_list<unsigned, Nodes> computed;
  frozen_list<char, Nodes> stored;
  frozen_list<region, Nodes> in;
  frozen_list<std::int64_t, Nodes> offset;
  frozen_list<int, Nodes> order;
  frozen_list<int, Groups + 1> first;
  frozen_list<call_memory, Groups> calls;
  frozen_list<std::int64_t, Parameters> parameter_offset, state_offset;
  program_facts facts;
  int axes = 0;

  constexpr explicit frozen_plan(const planned_nodes& x)
      : level(x.s.level),
        computed(x.s.computed),
        stored(x.s.stored),
        in(x.m.in),
        offset(x.m.offset),
        order(x.m.order),
        first(x.m.first),
        calls(x.m.calls),
        parameter_offset(x.m.parameter_offset),
        state_offset(x.m.state_offset),
        facts(x.m.facts),
        axes(x.axes) {}
  constexpr planned_nodes thaw() const {
    planned_nodes x;
    x.s.level = level.thaw(), x.s.computed = computed.thaw(), x.s.stored = stored.thaw();
    x.m.in = in.thaw(), x.m.offset = offset.thaw(), x.m.order = order.thaw(), x.m.first = first.thaw();
    x.m.calls = calls.thaw(), x.m.parameter_offset = parameter_offset.thaw(), x.m.state_offset = state_offset.thaw();
    x.m.facts = facts;
    return x;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
