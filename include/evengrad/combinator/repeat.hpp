// A block several times: compiled once, run as a loop, with weights of its own for each copy or the same for all.
#pragma once
#include <evengrad/combinator/branch.hpp>
#include <evengrad/graph/branches.hpp>
#include <evengrad/op/copy.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The weights of all copies as one parameter: new, or, where a shared layer is built again, the one that it has.
constexpr int call_parameter(graph& g, std::string_view name, const call_info& c) {
  if (const int p = g.next_shared(true); p >= 0) {
    const call_info& first = g.calls[g.parameters[p].call];
    if (!(first.in == c.in)) g.fail(fault::shared_layer_changes_its_shape, first.in.size(), c.in.size());
    else if (first.body != c.body || first.count != c.count || first.shared != c.shared)
      g.fail(fault::shared_body_changes, 0, 0, g.again.name);
    return p;
  }
  g.parameters.push({.name = name, .layer = g.layer, .dims = {c.count}, .call = g.calls.n});
  g.calls.push(c);
  g.calls.back().parameter = g.parameters.n - 1;
  return g.parameters.n - 1;
}

/// An empty graph for what is called so many times.
constexpr graph graph_of_body(const graph& g, int count) {
  graph body;
  body.training = g.training, body.frozen = g.frozen, body.in_panels = g.in_panels, body.sought = g.sought,
  body.found = g.found, body.copies = g.copies * count;
  return body;
}

/// The number of a block: that of its graph; where training takes another one than inference, of both. `build(graph&)`
/// makes it.
template <class Build>
constexpr identity identity_of_body(const graph& body, const Build& build) {
  if (!body.has_modes) return body.fingerprint();
  graph other;
  other.training = !body.training, other.frozen = body.frozen, other.in_panels = body.in_panels,
  other.copies = body.copies, other.penalty = body.penalty;
  build(other);
  count_branches(other);
  const graph &trains = body.training ? body : other, &infers = body.training ? other : body;
  return trains.fingerprint() * 31 + infers.fingerprint();
}

/// The body's first fault as the network's; its layers are told by numbers in the list of the network.
constexpr bool takes_fault_of(graph& g, const graph& body) {
  if (body.wrong.what == fault::none) return false;
  const int before = int(g.layers.size());
  g.wrong = body.wrong, g.wrong.layer = g.wrong.layer < 0 ? g.layer : g.wrong.layer + before;
  for (layer_info l : body.layers) l.parent = l.parent < 0 ? g.layer : l.parent + before, g.layers.push(l);
  return true;
}

/// The node for all copies of a body whose extents, count and kind are known; what the body decides is filled in.
template <class Build>
constexpr symbol append_call(symbol x, graph& body, const Build& build, std::string_view name, call_info whole) {
  graph& g = *x.g;
  bool state = false;
  for (const parameter_info& p : body.parameters) {
    state = state || (p.state && !p.frozen);
    whole.learns = whole.learns || (p.call >= 0 ? body.calls[p.call].learns : p.learned);
  }
  if (whole.shared && state) g.fail(fault::state_inside_a_shared_repeat, 0, 1);
  whole.body = identity_of_body(body, build);
  const int p = call_parameter(g, name, whole), c = g.parameters[p].call;
  if (g.found && g.sought == whole.body) *g.found = body;
  return {
      &g,
      g.append(
          {.what = kind::call, .in = {x.id, -1, -1}, .dims = whole.out, .batched = true, .parameter = p, .call = c})};
}

/// The first copies one behind the other, the last of them for all that follow; `build(symbol)` makes one. As in a call
/// each has taps and shared layers of its own.
constexpr symbol write_out(const auto& build, symbol x, std::string_view name, int count, bool shared) {
  graph& g = *x.g;
  const int outside = enter(g, name);
  const layer_info first = g.layers[g.layer];
  const list<tap_info> taps = g.taps;
  const list<share_info> shares = g.shares;
  const share_info around = g.again;
  const bool again = around.first >= 0;
  const int begin = again ? around.first : g.parameters.n;
  int end = begin;
  for (int i = 0; i < count && i < g.written_out; ++i) {
    if (i > 0) {
      g.layer = g.layers.n;
      g.layers.push({.name = first.name, .ordinal = first.ordinal, .parent = first.parent});
      if (i + 1 == g.written_out) g.layers.back().copies = count - i;
      if (shared) g.again = {name, begin, end};
    }
    g.taps.clear(), g.shares.clear();
    const int copy = g.layer;
    x = build(x);
    g.layers[copy].out = x.id;
    if (i == 0) end = again ? g.again.first : g.parameters.n;
  }
  if (shared) g.again = around;  // where this is shared itself, what follows it has parameters behind its own
  if (shared && again) g.again.first = end;
  g.taps = taps, g.shares = shares, g.layer = outside;
  return x;
}

/// The body is built aside: for its shape and its faults, and to be found again when its program is compiled. The
/// network holds one node for all copies.
template <a_layer F>
constexpr symbol build_call(const F& part, symbol x, std::string_view name, int count, bool shared) {
  graph& g = *x.g;
  if (g.wrong.what != fault::none) return x;
  if (count < 1) g.fail(fault::extent_must_be_positive, 1, count);
  if (g.written_out > 0) return write_out([&](symbol y) { return apply(part, y); }, x, name, count, shared);
  const int outside = enter(g, name);
  const shape in = x.dims();
  const auto build = [&](graph& body) { body.output = apply(part, symbol{&body, body.input(in, input_features)}).id; };
  graph body = graph_of_body(g, count);
  build(body);
  for (const parameter_info& p : body.parameters)
    if (p.sees >= 0) body.layer = p.layer, body.fail(fault::scaling_stands_behind_what_is_learned, 0, 0);
  if (takes_fault_of(g, body)) return x;
  count_branches(body);
  const shape out = body[body.output].dims;
  if (count > 1 && !(out == in)) refuse(x, fault::repeat_body_must_keep_its_shape, in, out, g.layer);
  const symbol y =
      append_call({&g, owned(g, x.id)}, body, build, name,
                  {.in = in, .out = out, .count = count, .shared = shared, .learns = false, .branches = body.branches});
  g.layers[g.layer].out = y.id;
  g.layer = outside;
  return y;
}

template <int N, bool Shared, a_layer F>
struct repeat_t : layer {
  [[no_unique_address]] F body;
  constexpr symbol build(symbol x) const { return build_call(body, x, Shared ? "repeat_shared" : "repeat", N, Shared); }
};
/// N copies of the body, each with weights of its own: a loop over one program, whatever N is.
template <int N, class F>
constexpr auto repeat(F body) {
  if constexpr (check_part<F>()) return repeat_t<N, false, F>{{}, body};
  else return refused_t{};
}
/// The body N times with the same weights, whose gradients add up: a recurrence in depth.
template <int N, class F>
constexpr auto repeat_shared(F body) {
  if constexpr (check_part<F>()) return repeat_t<N, true, F>{{}, body};
  else return refused_t{};
}
/// The body as a program of its own, which every equal call shares: worth it for large blocks that occur often.
template <class F>
constexpr auto call(F body) {
  if constexpr (check_part<F>()) return repeat_t<1, false, F>{{}, body};
  else return refused_t{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
