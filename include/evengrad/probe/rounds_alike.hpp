// Whether a program that keeps more of its values gives the same bits. Compilers contract a product and a sum into one
// rounding where nobody else wants the product; to keep it takes that away.
#pragma once
#include <evengrad/graph/arithmetic.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/copy.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/power.hpp>
#include <evengrad/op/select.hpp>
#include <evengrad/pass/compile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Ops without a product or a sum.
constexpr bool only_chooses(const op_info& op) {
  return is_op<relu_op>(op) || is_op<step_op>(op) || is_op<copy_op>(op) || is_op<max_op>(op) || is_op<min_op>(op) ||
         is_op<abs_op>(op) || is_op<sign_op>(op) || is_op<select_op>(op) || is_op<less_op>(op);
}
constexpr bool may_end_in_a_product(const node& x) {
  if (x.what != kind::map || only_chooses(*x.op) || is_op<add_op>(*x.op) || is_op<subtract_op>(*x.op)) return false;
  return !is_op<tanh_op>(*x.op) && !is_op<logistic_op>(*x.op);  // a sign is set; an fma is written
}
constexpr bool may_add_an_operand(const node& x) {
  return x.what == kind::sum || x.what == kind::assign ||
         (x.what == kind::map && !only_chooses(*x.op) && !is_op<multiply_op>(*x.op));
}

/// Ops that compute more than a sum, a product or a choice.
constexpr bool is_opaque(const node& x) {
  return x.what == kind::map && !only_chooses(*x.op) && !is_op<add_op>(*x.op) && !is_op<subtract_op>(*x.op) &&
         !is_op<multiply_op>(*x.op) && !is_op<divide_op>(*x.op);
}

/// Of two compilations whose graphs begin with the same nodes, the second with more users: no product that a sum in its
/// kernel takes in has got or lost other users there, and no two ops that may share a part have come together or apart.
/// Says false in doubt.
template <class Plain, class Watching, int I>
constexpr bool program_rounds_alike() {
  const auto& g = graph_of<Plain, I>;
  const auto& h = graph_of<Watching, I>;
  const auto& at = groups_of<Plain, I>.at;
  const auto& now = groups_of<Watching, I>.at;
  const auto before = [&](int u) { return u < g.nodes.n ? at[u] : -1; };
  const auto share = [](int a, int b) { return a >= 0 && a == b; };
  list<char> added(g.nodes.n), changed(g.nodes.n);
  for (int u = 0; u < h.nodes.n; ++u) {
    const node& x = h.nodes[u];
    if (u < g.nodes.n && x.what != g.nodes[u].what) return false;
    for (int k = 0; k < x.inputs; ++k) {
      const int i = x.in[k];
      const bool was = share(before(i), before(u)), is = share(now[i], now[u]);
      if (i < g.nodes.n && (was || is) && may_add_an_operand(x)) added[i] = 1;
      if (i < g.nodes.n && was != is) changed[i] = 1;
    }
    if (is_opaque(x))
      for (int v = 0; v < u; ++v)
        if (is_opaque(h.nodes[v]) && share(before(u), before(v)) != share(now[u], now[v])) return false;
  }
  for (int i = 0; i < g.nodes.n; ++i)
    if (at[i] >= 0 && added[i] && may_end_in_a_product(g.nodes[i]) &&
        (changed[i] || plan_of<Plain, I>.stored[i] != plan_of<Watching, I>.stored[i]))
      return false;
  return true;
}
template <class Plain, class Watching>
inline constexpr bool rounds_alike = []<int... I>(std::integer_sequence<int, I...>) {
  return sources_of<Plain>.count == sources_of<Watching>.count && (program_rounds_alike<Plain, Watching, I>() && ...);
}
(std::make_integer_sequence<int, sources_of<Plain>.count>{});

}  // namespace evengrad::inline EVENGRAD_ISA
