// What a network costs, as constants for static_assert: parameters, states, operations, and the size of all that it
// computes.
#pragma once
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/checked.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// How many rows are computed at once.
struct batch {
  std::int64_t rows = 1;
};

/// A figure that grows with the rows of the batch, and one that does not.
struct per_row {
  std::int64_t row = 0, once = 0;
  constexpr std::int64_t at(batch b) const { return b.rows * row + once; }
  constexpr per_row& operator+=(const per_row& x) { return row += x.row, once += x.once, *this; }
  friend constexpr per_row operator*(std::int64_t n, const per_row& x) { return {n * x.row, n * x.once}; }
};
constexpr per_row spread_over_rows(bool batched, std::int64_t n) { return batched ? per_row{n, 0} : per_row{0, n}; }

/// Products that a contraction, or a sparse product, adds up; of anything else none.
constexpr per_row multiply_adds_of(const node* nodes, const roles* contractions, const node& x) {
  if (x.what == kind::sparse) return spread_over_rows(x.batched, std::int64_t(x.op->matrix->count) * x.dims.lines());
  if (x.what != kind::contract) return {};
  const roles& r = contractions[x.aux];
  const node &a = nodes[x.in[0]], &b = nodes[x.in[1]];
  auto among = [](int label, const auto& labels, int rank) {
    bool found = false;
    for (int i = 0; i < rank; ++i) found = found || labels[i] == label;
    return found;
  };
  std::int64_t depth = 1;
  for (int i = 0; i < a.dims.rank; ++i)
    if (!among(r.a[i], r.y, x.dims.rank)) depth *= a.dims[i];
  for (int i = 0; i < b.dims.rank; ++i)
    if (!among(r.b[i], r.y, x.dims.rank) && !among(r.b[i], r.a, a.dims.rank)) depth *= b.dims[i];
  return spread_over_rows(a.batched || b.batched, depth * x.dims.size());
}

/// Floating-point operations: a multiply-add is two; an op is one for each element of its value, whatever the op (exp
/// or + alike); a reduction is one for each element that it reads. What only copies (slices, views, look-ups) is none.
constexpr per_row operations_of(const node* nodes, const roles* contractions, const node& x) {
  switch (x.what) {
    case kind::contract:
      return 2 * multiply_adds_of(nodes, contractions, x);
    case kind::sparse:
      return spread_over_rows(x.batched, std::int64_t(2 * x.op->matrix->count + x.op->matrix->shifts) * x.dims.lines());
    case kind::map:
      return is_op<copy_op>(*x.op) || is_op<detach_op>(*x.op) ? per_row{} : spread_over_rows(x.batched, x.dims.size());
    case kind::sum:
    case kind::largest:
    case kind::scatter:
      return spread_over_rows(nodes[x.in[0]].batched, nodes[x.in[0]].dims.size());
    default:
      return {};
  }
}

struct counts {
  std::int64_t parameters = 0, states = 0;
  std::int64_t constants = 0;  // bytes of the weights of sparse layers
  per_row operations, multiply_adds;
  per_row values;  // elements of all that is computed, but the gradients of parameters

  /// The blocks of call number `call` of a graph, which shared layers may call more than once.
  constexpr void add(const auto& g, int call, const counts& block) {
    const call_info& c = g.calls[call];
    const int copies = c.shared ? 1 : c.count;
    int runs = 0;
    for (int i = 0; i < g.nodes.n; ++i) runs += g.nodes[i].what == kind::call && g.nodes[i].call == call ? c.count : 0;
    parameters += copies * block.parameters, states += copies * block.states, constants += block.constants;
    operations += runs * block.operations, multiply_adds += runs * block.multiply_adds, values += runs * block.values;
  }
};

constexpr bool is_first_with_op(const graph& g, int node) {
  for (int i = 0; i < node; ++i)
    if (g[i].op == g[node].op) return false;
  return true;
}

/// Of a graph without the blocks that it calls.
constexpr counts count(const graph& g) {
  counts c;
  for (const parameter_info& p : g.parameters)
    if (p.call < 0) (p.learned ? c.parameters : c.states) += p.dims.size();
  const list<char> used = used_nodes(g, {g.output, g.loss, g.dx});
  list<char> gradient(g.nodes.size(), 0);
  for (int i = int(g.nodes.size()) - 1; i >= 0; --i) {
    const node& x = g[i];
    if (x.what == kind::sink) gradient[home(g, x.in[0])] = 1;
    if (!used[i]) continue;
    if (x.what == kind::sparse && is_first_with_op(g, i)) c.constants += x.op->matrix->bytes;
    c.operations += operations_of(g.nodes.data(), g.contractions.data(), x);
    c.multiply_adds += multiply_adds_of(g.nodes.data(), g.contractions.data(), x);
    const bool computed = !is_leaf(x.what) && !is_call(x.what) && x.what < kind::sink && x.what != kind::reshape;
    if (computed && !gradient[i]) c.values += spread_over_rows(x.batched, x.dims.size());
  }
  return c;
}

/// Not a constant: where a network is wrong, the compiler says that this was called.
void this_network_does_not_fit_together();

constexpr counts count(const auto& build, identity body) {
  const graph g = forward_graph(build, body, false);
  if (g.wrong.what != fault::none) this_network_does_not_fit_together();
  counts c = count(g);
  for (int i = 0; i < g.calls.n; ++i) c.add(g, i, count(build, g.calls[i].body));
  return c;
}
template <a_layer L>
struct built_network {
  const L& net;
  constexpr symbol operator()(graph&, symbol x) const { return apply(net, x); }
};
template <a_layer L>
consteval counts count(const L& net) {
  return count(built_network<L>{net}, 0);
}

/// Learned numbers: true elements without padding; repeated blocks count once a copy, shared parameters once.
template <a_layer L>
consteval std::int64_t parameter_count(const L& net) {
  return count(net).parameters;
}
/// Numbers that are kept from step to step and not learned, such as running averages.
template <a_layer L>
consteval std::int64_t state_count(const L& net) {
  return count(net).states;
}
/// Bytes of the weights and biases of sparse layers, with the indices that say where they are, as compressed rows:
/// constants of the program, not of a model. Copies of a block have the same.
template <a_layer L>
consteval std::int64_t constant_bytes(const L& net) {
  return count(net).constants;
}
/// Floating-point operations to infer a batch; a multiply-add is two, an op of any kind one for each element of its
/// value.
template <a_layer L>
consteval std::int64_t flops(const L& net, batch b = {}) {
  return count(net).operations.at(b);
}
/// Products that are summed in matrix products and the like to infer a batch.
template <a_layer L>
consteval std::int64_t multiply_adds(const L& net, batch b = {}) {
  return count(net).multiply_adds.at(b);
}

/// The same figures of a compilation, each program a constant of its own: for networks too large to be built in one.
template <class C, int I>
inline constexpr counts counts_of = [] {
  counts c = count(graph_of<C, I>.thaw());
  constexpr source s = sources_of<C>.sources[I];
  [&]<int... K>(std::integer_sequence<int, K...>) {
    (c.add(graph_of<C, I>, K, counts_of<C, sources_of<C>.callees[s.first_callee + K]>), ...);
  }
  (std::make_integer_sequence<int, s.calls>{});
  return c;
}();

template <const auto& Net>
consteval std::int64_t parameter_count() {
  return counts_of<checked<Net, void>, 0>.parameters;
}
template <const auto& Net>
consteval std::int64_t state_count() {
  return counts_of<checked<Net, void>, 0>.states;
}
template <const auto& Net>
consteval std::int64_t constant_bytes() {
  return counts_of<checked<Net, void>, 0>.constants;
}
template <const auto& Net>
consteval std::int64_t flops(batch b = {}) {
  return counts_of<checked<Net, void>, 0>.operations.at(b);
}
/// Operations of loss and gradient of a batch: what the optimizer does with the gradient is not in it.
template <const auto& Net, class Loss = cross_entropy_t>
consteval std::int64_t training_flops(batch b = {}) {
  return counts_of<checked<Net, Loss>, 0>.operations.at(b);
}

}  // namespace evengrad::inline EVENGRAD_ISA
