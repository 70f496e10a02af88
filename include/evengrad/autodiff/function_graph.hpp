// The graph of a function, as a constant: as it was traced, and rolled into vectors.
#pragma once
#include <evengrad/autodiff/roll.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a function computes, as a constant; `extents` are those of its leaves, constants last.
template <int Nodes, int Leaves, int Constants>
struct function_graph {
  std::array<node, Nodes + 1> nodes{};
  std::array<int, Leaves + 1> extents{};
  std::array<double, Constants + 1> constants{};
  int count = 0, leaf_count = 0, constant_count = 0, arguments = 0, root = 0;
  problem wrong;

  constexpr bool fits() const { return count <= Nodes && leaf_count <= Leaves && constant_count <= Constants; }
  /// The nodes that the root needs; counts on where there is no room.
  constexpr function_graph(const graph& g, int end, int arguments, const list<double>& c, problem wrong)
      : leaf_count(g.parameters.size()), constant_count(c.n), arguments(arguments), wrong(wrong) {
    const node* p = g.nodes.data();
    node* q = nodes.data();
    list<int> to(end + 1);  // first whether it is used
    to.p[end] = 1;
    for (int i = end; i >= 0; --i) {
      if (!to.p[i]) continue;
      const int* in = p[i].in;
      for (int k = 0; k < p[i].inputs; ++k) to.p[in[k]] = 1;
    }
    for (int i = 0; i <= end; ++i) {
      if (!to.p[i]) continue;
      to.p[i] = count++;
      if (count > Nodes) continue;
      node& x = *q++ = p[i];
      int* in = x.in;
      for (int k = 0; k < x.inputs; ++k) in[k] = to.p[in[k]];
    }
    for (int i = 0; i < leaf_count && i < Leaves; ++i) extents[i] = g.parameters[i].dims.size();
    for (int i = 0; i < constant_count && i < Constants; ++i) constants[i] = c.p[i];
    root = to.p[end];
  }
};

// Two constants, one for the trace and one for what is rolled of it: compilers count the steps of each.
template <int Nodes, class F, class... S>
constexpr auto traced_with_room() {
  tracer<F, S...> t;
  const int root = t.root();
  return function_graph<Nodes, int(sizeof...(S)) + 1, 0>(t.g, root, t.g.parameters.size(), {}, t.g.wrong);
}
template <class F, class... S>
inline constexpr auto roomy_traced = traced_with_room<1024, F, S...>();
template <class F, class... S>
inline constexpr auto large_traced = traced_with_room<roomy_traced<F, S...>.count, F, S...>();
/// The scalar graph of F at arguments of the forms S....
template <class F, class... S>
constexpr const auto& traced() {
  if constexpr (roomy_traced<F, S...>.fits()) return roomy_traced<F, S...>;
  else return large_traced<F, S...>;
}

template <int Nodes, int Leaves, int Constants>
constexpr auto rolled_with_room(const auto& t) {
  roller roll(t);
  return function_graph<Nodes, Leaves, Constants>(roll.out, roll.scalar(t.root), roll.leaves, roll.constants, t.wrong);
}
template <class F, class... S>
inline constexpr auto roomy_rolled = rolled_with_room<256, 24, 256>(traced<F, S...>());
template <class F, class... S>
inline constexpr auto large_rolled = [] {
  constexpr auto& r = roomy_rolled<F, S...>;
  return rolled_with_room<r.count, r.leaf_count, r.constant_count>(traced<F, S...>());
}();
/// The same with equal expressions rolled into vectors.
template <class F, class... S>
constexpr const auto& rolled() {
  if constexpr (roomy_rolled<F, S...>.fits()) return roomy_rolled<F, S...>;
  else return large_rolled<F, S...>;
}

}  // namespace evengrad::inline EVENGRAD_ISA
