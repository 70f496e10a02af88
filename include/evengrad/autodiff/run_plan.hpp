// The plan for a function, made once for each form of its arguments, and run.
#pragma once
#include <evengrad/autodiff/interpret.hpp>
#include <evengrad/autodiff/schedule.hpp>
#include <evengrad/autodiff/sweep_lines.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <plan_sizes Room>
constexpr plan<Room> planned(const auto& w, const auto& r) {
  const list<node> g = w.nodes.thaw();
  const list<int> results = w.results.thaw();
  const scheduler s(g, results, r);
  plan<Room> p;
  p.count = {s.n, s.loops.size(), s.order.size(), s.pieces.size(), s.constants.size(), results.size()};
  p.copy(p.items, s.items, s.n), p.copy(p.loops, s.loops, p.count.loops), p.copy(p.order, s.order, p.count.statements);
  p.copy(p.pieces, s.pieces, p.count.pieces), p.copy(p.constants, s.constants, p.count.constants);
  p.copy(p.results, results, p.count.results);
  p.scalars = s.scalars, p.buffer = s.buffer;
  return p;
}

template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto roomy_plan = [] {
  constexpr auto& w = wanted_nodes_of<What, Which, F, S...>();
  constexpr auto& r = rolled<F, S...>();
  return planned<plan_sizes{w.count, 24, w.count, w.count, r.constant_count, w.results.n}>(w, r);
}();
template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto large_plan =
    planned<roomy_plan<What, Which, F, S...>.count>(wanted_nodes_of<What, Which, F, S...>(), rolled<F, S...>());
template <wanted What, unsigned Which, class F, class... S>
constexpr const auto& fitting_plan() {
  if constexpr (roomy_plan<What, Which, F, S...>.fits()) return roomy_plan<What, Which, F, S...>;
  else return large_plan<What, Which, F, S...>;
}
/// The plan for F at arguments of the forms S..., differentiated by those in the set Which.
template <wanted What, unsigned Which, class F, class... S>
inline constexpr auto function_plan = [] {
  constexpr auto& p = fitting_plan<What, Which, F, S...>();
  plan<p.count> exact;
  exact.take(p);
  return exact;
}();

/// Runs what is wanted of F; `results` are the value and then one a differentiated argument.
template <wanted What, unsigned Which, class F, class T, class... S>
EVENGRAD_INLINE constexpr void run_plan(const T* const* arguments, T* const* results) {
  if (std::is_constant_evaluated()) interpret<function_plan<What, Which, F, S...>, T>(arguments, results);
  else evaluate<function_plan<What, Which, F, S...>, T>(arguments, results);
}

}  // namespace evengrad::inline EVENGRAD_ISA
