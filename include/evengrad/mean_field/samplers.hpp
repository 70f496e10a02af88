// The ops of a graph as functions of samples, so that an op is evaluated at all points in one go.
#pragma once
#include <evengrad/graph/node.hpp>
#include <evengrad/mean_field/hermite.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The values of an op at the points, all at once while compiling: see `samplers_of`.
template <int N>
struct op_sampler {
  identity op = 0;
  samples<N> (*at)(const samples<N> (&x)[3]) = nullptr;
};

/// Writes down the distinct ops of a graph; gives their number.
template <const auto& Graph>
constexpr int list_ops(const op_info** to) {
  int n = 0;
  for (int i = 0; i < Graph.nodes.n; ++i) {
    if (Graph.nodes[i].what != kind::map) continue;
    int k = 0;
    while (k < n && to[k]->id != Graph.nodes[i].op->id) ++k;
    if (k == n) to[n++] = Graph.nodes[i].op;
  }
  return n;
}
template <const auto& Graph>
inline constexpr auto ops_of = [] {
  constexpr int count = [] {
    const op_info* all[64]{};
    return list_ops<Graph>(all);
  }();
  std::array<const op_info*, count + 1> ops{};
  list_ops<Graph>(ops.data());
  return ops;
}();
template <int N, class Op>
constexpr samples<N> sample_op(const samples<N> (&x)[3]) {
  constexpr int arity = arity_of<Op>;
  if (__builtin_is_constant_evaluated()) {
    if constexpr (arity == 1) return Op::value(x[0]);
    else if constexpr (arity == 2) return Op::value(x[0], x[1]);
    else return Op::value(x[0], x[1], x[2]);
  }
  samples<N> y(0);  // at run time a loop, which is less code
  for (int k = 0; k < N; ++k) y.v[k] = fold_of<Op>({x[0][k], x[1][k], x[2][k]});
  return y;
}
/// Of a graph that is a constant, since only there an op has its type.
template <const auto& Graph, int N>
inline constexpr auto samplers_of = []<int... K>(std::integer_sequence<int, K...>) {
  return std::array<op_sampler<N>, sizeof...(K) + 1>{
      op_sampler<N>{ops_of<Graph>[K] -> id, &sample_op<N, op_of<ops_of<Graph>[K]>>}...};
}
(std::make_integer_sequence<int, int(ops_of<Graph>.size()) - 1>{});

}  // namespace evengrad::inline EVENGRAD_ISA
