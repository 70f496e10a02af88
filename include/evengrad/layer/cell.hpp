// What one step of a recurrent network is written as: a formula of what is read and of the state.
#pragma once
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A cell derives from it and has
///
///   static constexpr std::string_view name = "…";
///   static constexpr std::array state{50};                    // the elements of each part of the state
///   constexpr eg::symbol formula(eg::symbol x, eg::symbol h) const;  // the next state from x_t and the state
///
/// With several parts the formula takes each, and returns them as std::array<eg::symbol, …>; the first part is what the
/// cell shows to the layers behind it. What does not depend on the state may be computed for all steps at once, as one
/// product: `constexpr eg::symbol project(eg::symbol x) const` makes of all steps, (T, F), what the formula reads of
/// each, (T, P). Parameters of either belong to the cell, and are the same at all steps.
struct cell {};

template <class C>
inline constexpr int parts_of_state = int(C::state.size());
template <class C>
inline constexpr int size_of_state = [] {
  int n = 0;
  for (int part : C::state) n += part;
  return n;
}();

template <class C>
concept has_projection = requires(const C& c, symbol x) {
  { c.project(x) } -> std::same_as<symbol>;
};

/// The parts of a state that lies in one line.
template <class C, int N = parts_of_state<C>>
constexpr std::array<symbol, std::size_t(N)> split_state(symbol state) {
  std::array<symbol, std::size_t(N)> parts;
  for (int i = 0, at = 0; i < N; at += C::state[std::size_t(i++)])
    parts[std::size_t(i)] = slice(state, at, C::state[std::size_t(i)]);
  return parts;
}

/// What the formula returns, as parts.
constexpr std::array<symbol, 1> as_parts(symbol h) { return {h}; }
template <std::size_t N>
constexpr std::array<symbol, N> as_parts(const std::array<symbol, N>& parts) {
  return parts;
}
template <class C, std::size_t... I>
constexpr auto parts_of_formula(const C& c, symbol x, symbol state, std::index_sequence<I...>)
    -> decltype(as_parts(c.formula(x, std::array<symbol, sizeof...(I)>{}[I]...))) {
  const auto parts = split_state<C>(state);
  return as_parts(c.formula(x, parts[I]...));
}
template <class C>
concept gives_its_parts = requires(const C& c, symbol x) {
  {int(C::state.size())};
  {
    parts_of_formula(c, x, x, std::make_index_sequence<C::state.size()>{})
    } -> std::same_as<std::array<symbol, C::state.size()>>;
};
template <class C>
concept a_cell = __is_base_of(cell, C) && gives_its_parts<C>;

/// The next state, in one line; a fault where a part changed its extent.
template <a_cell C>
constexpr symbol next_state(const C& c, symbol x, symbol state) {
  graph& g = *x.g;
  constexpr int n = parts_of_state<C>, all = size_of_state<C>;
  const auto parts = parts_of_formula(c, x, state, std::make_index_sequence<std::size_t(n)>{});
  symbol whole;
  for (int i = 0, at = 0; i < n && g.wrong.what == fault::none; at += C::state[std::size_t(i++)]) {
    const symbol part = parts[std::size_t(i)];
    if (part.g != &g || part.id < 0) g.fail(fault::formula_must_return_a_value_of_the_graph, 0, 0);
    else if (!(part.dims() == shape{C::state[std::size_t(i)]}) || !g[part.id].batched)
      g.fail(fault::cell_must_keep_its_state, C::state[std::size_t(i)], part.dims().size());
    else if (n == 1) return part;
    else {
      const symbol placed{&g, g.place(part.id, 0, at, all)};
      whole = i == 0 ? placed : whole + placed;
    }
  }
  return whole.g ? whole : state;
}

}  // namespace evengrad::inline EVENGRAD_ISA
