// The plan for a function, made once for each form of its arguments, and run.
#pragma once
#include <evengrad/autodiff/interpret.hpp>
#include <evengrad/autodiff/schedule.hpp>
#include <evengrad/autodiff/sweep_lines.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// All tables of what is wanted of a rolled graph.
template <plan_sizes Room>
constexpr plan<Room> planned(const auto& r, wanted what, unsigned which) {
  const wanted_graph w = wanted_of(r, what, which);
  const scheduler s(w, r);
  plan<Room> p;
  p.count = {s.n, s.loops.size(), s.order.size(), s.pieces.size(), s.constants.size(), w.results.size()};
  p.copy(p.items, s.items, s.n), p.copy(p.loops, s.loops, p.count.loops), p.copy(p.order, s.order, p.count.statements);
  p.copy(p.pieces, s.pieces, p.count.pieces), p.copy(p.constants, s.constants, p.count.constants);
  p.copy(p.results, w.results, p.count.results);
  p.scalars = s.scalars, p.buffer = s.buffer;
  return p;
}

template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto roomy_plan = [] {
  constexpr auto& r = rolled<F, S...>();
  constexpr int n = (What == wanted::value ? 1 : What == wanted::gradient ? 4 : 10) * r.count + 40;
  return planned<plan_sizes{n, 24, n, n, r.constant_count, int(sizeof...(S)) + 2}>(r, What, Which);
}();
template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto large_plan = planned<roomy_plan<What, Which, F, S...>.count>(rolled<F, S...>(), What, Which);
template <wanted What, unsigned Which, class F, class... S>
constexpr const auto& fitting_plan() {
  if constexpr (roomy_plan<What, Which, F, S...>.fits()) return roomy_plan<What, Which, F, S...>;
  else return large_plan<What, Which, F, S...>;
}
/// The plan for F at arguments of the forms S..., differentiated by those in the set Which.
template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto plan_of = [] {
  constexpr auto& p = fitting_plan<What, Which, F, S...>();
  plan<p.count> exact;
  exact.take(p);
  return exact;
}();

/// Runs what is wanted of F; `results` are the value and then one a differentiated argument.
template <wanted What, unsigned Which, class F, class T, class... S>
constexpr void run_plan(const T* const* arguments, T* const* results) {
  if (std::is_constant_evaluated()) interpret<plan_of<What, Which, F, S...>, T>(arguments, results);
  else evaluate<plan_of<What, Which, F, S...>, T>(arguments, results);
}

}  // namespace evengrad::inline EVENGRAD_ISA
