// A cell over the steps of a sequence: one program, run as a loop, with the same weights at every step.
#pragma once
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/core/name.hpp>
#include <evengrad/layer/cell.hpp>
#include <evengrad/op/root.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The body of a scan: a step reads its line and the state, which lie among those of other steps, and writes the next
/// state there. The state comes first among the nodes.
template <a_cell C>
constexpr void build_step(graph& body, const C& c, int features, int step_row, int state_row) {
  constexpr int n = size_of_state<C>;
  const symbol state{&body, body.input({n}, input_features, state_row)},
      x{&body, body.input({features}, input_of_step, step_row)};
  const int y = next_state(c, x, state).id;
  body.step = x.id, body.output = y;
  if (body[y].what == kind::map) body.nodes[y].row = state_row;
  else body.output = owned_in_rows(body, y, state_row);
}

/// The first steps one behind the other, for those that look through a network; the last of them is that behind all
/// steps.
template <a_cell C>
constexpr symbol write_steps_out(const C& c, symbol x, symbol state, int steps) {
  graph& g = *x.g;
  const int features = x.features(), n = size_of_state<C>, written = steps < g.written_out ? steps : g.written_out;
  const share_info around = g.again;
  const int begin = around.first >= 0 ? around.first : g.parameters.n;
  int end = begin;
  symbol all;
  for (int t = 0; t < written; ++t) {
    if (t > 0) g.again = {"", begin, end};
    state = next_state(c, reshape(slice(x, t, 1, 0), {features}), state);
    if (t == 0) end = around.first >= 0 ? g.again.first : g.parameters.n;
    const int line = t + 1 < written ? t + 1 : steps;
    const symbol placed{&g, g.place(reshape(state, {1, n}).id, 0, line, steps + 1)};
    all = t == 0 ? placed : all + placed;
  }
  g.again = around;
  if (around.first >= 0) g.again.first = end;
  return all;
}

/// The states around all steps, (T + 1, state), by one call; `start` is the first state, or zero where it has no graph.
template <a_cell C>
constexpr symbol append_scan(const C& c, symbol x, symbol start, int truncate, const step_penalty* penalty) {
  graph& g = *x.g;
  constexpr int n = size_of_state<C>;
  const int steps = x.dims()[0], features = x.features();
  call_info whole{.in = {},
                  .out = {steps + 1, n},
                  .count = steps,
                  .shared = true,
                  .learns = false,
                  .state = n,
                  .truncate = truncate};
  symbol lines = x;
  if (start.g) {
    const int width = steps * features + n;
    lines = symbol{&g, g.place(reshape(x, {steps * features}).id, 0, 0, width)} +
            symbol{&g, g.place(start.id, 0, steps * features, width)};
    whole.starts = true;
  }
  whole.in = lines.dims();
  const int step_row = whole.in.size(), state_row = whole.out.size();
  lines.id = whole.in.lines() > 1 ? owned(g, lines.id) : owned_in_rows(g, lines.id, step_row);
  const auto build = [&](graph& body) { build_step(body, c, features, step_row, state_row); };
  graph body = graph_of_body(g, steps);
  body.penalty = penalty;
  build(body);
  if (takes_fault_of(g, body)) return x;
  const symbol states = append_call(lines, body, build, C::name, whole);
  const int parent = g.layer;  // to be watched: "lstm_1.states"
  g.layers.push({.name = "states", .parent = parent, .out = states.id});
  return states;
}

/// Adjoints of the state go back over so many steps and no further (truncated back propagation through time): the state
/// behind the steps K, 2K, … is a constant to those that follow. What comes before has its own gradient all the same.
template <int K>
requires(K > 0) struct truncate {
  static constexpr int truncated = K;
};
/// The first state is the value that passed `tap<Name>`, all parts in one line; gradients flow there.
template <name Name>
struct begin_with {
  static constexpr std::string_view first = Name;
};

/// Pascanu, Mikolov & Bengio (2013), eq. 9 and 10: Numerator / Denominator times Ω, the mean over rows of Σ_k
/// (‖dE/dh_k+1 ∂h_k+1/∂h_k‖ / ‖dE/dh_k+1‖ − 1)², is added to what is minimized, so that adjoints keep their lengths
/// from step to step. As in the paper its gradient is the immediate one: that of each step in its own weights, where
/// states and adjoints that come in are constants. Weights of `project`, and of blocks that a cell calls, have no part
/// in it. The loss that is told is that without Ω. Adjoints shorter than about 1e-15 count as kept.
template <int Numerator, int Denominator = 1>
requires(Numerator >= 0 && Denominator > 0) struct keep_lengths {
  static constexpr double weight = double(Numerator) / Denominator;
  static constexpr symbol penalty(symbol d, symbol dx) {
    const symbol ratio = sqrt((sum(dx * dx) + 1e-30) / (sum(d * d) + 1e-30)) - 1.;
    return ratio * ratio;
  }
};

template <class O>
inline constexpr bool has_penalty = requires(symbol d) {
  { O::penalty(d, d) } -> std::same_as<symbol>;
  {double(O::weight)};
};
template <class O>
concept a_scan_option = has_penalty<O> || requires {
  O::truncated;
} || requires {
  O::first;
};
template <class... Option>
constexpr bool check_scan_options() {
  constexpr bool known = (a_scan_option<Option> && ...);
  static_assert(
      known,
      "options of scan are eg::truncate<steps>, eg::begin_with<tap>, eg::keep_lengths<weight>, or a struct with "
      "static constexpr double weight and static constexpr eg::symbol penalty(eg::symbol d, eg::symbol dx)");
  return known;
}

template <class Option>
inline constexpr step_penalty info_of_penalty{identity_of<Option>, &Option::penalty, Option::weight};
template <class... Option>
constexpr const step_penalty* penalty_of() {
  const step_penalty* p = nullptr;
  [[maybe_unused]] const auto look = [&]<class O>(O) {
    if constexpr (has_penalty<O>) p = &info_of_penalty<O>;
  };
  (look(Option{}), ...);
  return p;
}
template <class... Option>
constexpr int steps_back() {
  int k = 0;
  [[maybe_unused]] const auto look = [&]<class O>(O) {
    if constexpr (requires { O::truncated; }) k = O::truncated;
  };
  (look(Option{}), ...);
  return k;
}
template <class... Option>
constexpr std::string_view first_state() {
  std::string_view s;
  [[maybe_unused]] const auto look = [&]<class O>(O) {
    if constexpr (requires { O::first; }) s = O::first;
  };
  (look(Option{}), ...);
  return s;
}

template <a_cell C, bool All, class... Option>
struct scan_t : layer {
  [[no_unique_address]] C body;
  constexpr symbol build(symbol x) const {
    graph& g = *x.g;
    if (g.wrong.what != fault::none) return x;
    const int outside = enter(g, C::name);
    const symbol y = states(x);
    if (g.wrong.what != fault::none) return x;
    g.layers[g.layer].out = y.id;
    g.layer = outside;
    return y;
  }

 private:
  constexpr symbol states(symbol x) const {
    graph& g = *x.g;
    constexpr int n = size_of_state<C>, shown = C::state[0];
    if (x.dims().rank != 2) return g.fail(fault::scan_needs_steps_by_features, 2, x.dims().rank), x;
    const int steps = x.dims()[0];
    if constexpr (has_projection<C>) x = body.project(x);
    if (g.wrong.what != fault::none) return x;
    if (x.dims().rank != 2 || x.dims()[0] != steps)
      return g.fail(fault::scan_needs_steps_by_features, steps, x.dims()[0]), x;
    symbol start;
    if (constexpr std::string_view from = first_state<Option...>(); !from.empty()) {
      for (const tap_info& t : g.taps)
        if (t.name == from) start = {&g, t.node};
      if (!start.g) return g.fail(fault::tap_name_is_unknown, 0, 0, from), x;
      if (!(start.dims() == shape{n})) return g.fail(fault::cell_must_keep_its_state, n, start.dims().size()), x;
    }
    symbol all;
    if (g.written_out > 0) all = write_steps_out(body, x, start.g ? start : zero_state(x), steps);
    else all = append_scan(body, x, start, steps_back<Option...>(), penalty_of<Option...>());
    if (g.wrong.what != fault::none) return x;
    if constexpr (All) return slice(slice(all, 0, shown), 1, steps, 0);
    else return slice(reshape(slice(all, steps, 1, 0), {n}), 0, shown);
  }
  static constexpr symbol zero_state(symbol x) {
    graph& g = *x.g;
    return {&g, g.append({.what = kind::number, .dims = {size_of_state<C>}, .batched = true, .value = 0})};
  }
};

template <class C>
constexpr bool check_cell() {
  constexpr bool is_cell = a_cell<C>;
  static_assert(is_cell,
                "a cell is a struct of : eg::cell with a name, static constexpr std::array state{extents}, and "
                "constexpr formula(eg::symbol x, eg::symbol part, …) const, which returns the parts");
  return is_cell;
}

/// T steps of F features, (T, F) → the state behind the last step, of which the first part is shown: (H). What a step
/// is, a cell says: `eg::input<28, 28> | eg::scan(eg::lstm_cell<50>) | eg::dense<10>`. The program does not grow with
/// T; the states of all steps are kept. Options are types: `eg::scan<eg::truncate<20>>(cell)`.
template <class... Option, class C>
constexpr auto scan(C cell) {
  if constexpr (check_cell<C>() && check_scan_options<Option...>()) return scan_t<C, false, Option...>{{}, cell};
  else return refused_t{};
}
/// The state behind every step: (T, F) → (T, H).
template <class... Option, class C>
constexpr auto scan_all(C cell) {
  if constexpr (check_cell<C>() && check_scan_options<Option...>()) return scan_t<C, true, Option...>{{}, cell};
  else return refused_t{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
