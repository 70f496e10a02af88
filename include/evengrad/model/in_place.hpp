// Weights that are updated where their gradient is made: the optimizer's rule as the last step of a kernel.
#pragma once
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/pass/compile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The update rule of kernels: the gradient goes to its place beside the weights.
template <class T>
struct keep_gradient {
  const T* weights;
  T* gradient;
  template <int N>
  EVENGRAD_INLINE void operator()(const T* at, pack<T, N> d, bool accumulate) const {
    T* const g = gradient + (at - weights);
    if (accumulate) d = pack<T, N>(pack<T, N>::load(g) + d);
    d.store(g);
  }
};

/// Whether kernel k reads parameter q as statement j does, after the sink that is statement i of the same kernel. A
/// sink behind the reductions of a sweep comes last there.
template <class Program>
constexpr bool reads_after(const Program& p, const kernel& k, int i, int j) {
  const statement &s = p.statements[k.first + i], &t = p.statements[k.first + j];
  if (s.outer || (j < i && (t.computed >> (s.level + 1)) == 0)) return false;
  for (const reference& r : t.in)
    if (r.from == reference::memory && p.operands[k.operands + r.index].in == region::weights &&
        p.operands[k.operands + r.index].parameter == s.parameter)
      return true;
  return false;
}
/// Whether each parameter of a program has one gradient, which is whole where it is made, and nobody reads the weights
/// after that.
template <class Program>
constexpr bool updates_once(const Program& p) {
  for (const call_info& c : p.calls)
    if (c.shared && c.count > 1) return false;
  for (const kernel& k : p.kernels)
    if (k.adds) return false;
  constexpr int parameters = Program::sizes.parameters;
  std::array<int, parameters + 1> last_reader{}, sinks{};
  for (int at = 0; at < int(p.kernels.size()); ++at)
    for (int o = p.kernels[at].operands; o < p.kernels[at].operands + p.kernels[at].operand_count; ++o)
      if (const operand& x = p.operands[o]; x.in == region::weights && x.node >= 0) {
        if (x.parameter < 0) return false;  // a view: it does not say of what
        last_reader[x.parameter] = at;
      }
  for (int at = 0; at < int(p.kernels.size()); ++at) {
    const kernel& k = p.kernels[at];
    for (int i = 0; i < k.count; ++i) {
      const statement& s = p.statements[k.first + i];
      if (s.what != kind::sink) continue;
      ++sinks[s.parameter];
      if (last_reader[s.parameter] > at) return false;
      if (last_reader[s.parameter] < at) continue;
      for (int j = 0; j < k.count; ++j)
        if (j != i && reads_after(p, k, i, j)) return false;
    }
  }
  for (int q = 0; q < parameters; ++q)
    if (p.parameters[q].learned && p.parameters[q].call < 0 && sinks[q] != 1) return false;
  return true;
}
template <class C, int... I>
constexpr bool all_update_once(std::integer_sequence<int, I...>) {
  return (updates_once(program_of<C, I>) && ...);
}
/// The first kernel that updates weights: the loss is known before.
template <class Program>
constexpr int first_update(const Program& p) {
  for (int k = 0; k < int(p.kernels.size()); ++k)
    for (int i = 0; i < p.kernels[k].count; ++i)
      if (const kind what = p.statements[p.kernels[k].first + i].what; what == kind::sink || what == kind::call_back)
        return k;
  return int(p.kernels.size());
}
template <class Program>
constexpr bool knows_its_loss(const Program& p) {
  bool known = false;
  for (int k = 0; k < first_update(p); ++k)
    for (int i = 0; i < p.kernels[k].count; ++i)
      if (const short o = p.statements[p.kernels[k].first + i].store; o >= 0)
        known = known || p.operands[p.kernels[k].operands + o].node == p.loss.node;
  return known;
}
/// Whether a step of this optimizer on the programs of C may change each weight as soon as its gradient is known: its
/// transform looks at each weight alone, no gradient is a sum over several kernels, and the loss is
/// known before.
template <class C, class Optimizer>
inline constexpr bool changes_in_place = [] {
  if constexpr (requires { typename Optimizer::transform; }) {
    using X = typename Optimizer::transform;
    return goes_weight_by_weight<X>() && knows_its_loss(program_of<C, 0>) &&
           all_update_once<C>(std::make_integer_sequence<int, sources_of<C>.count>{});
  } else return false;
}();

}  // namespace evengrad::inline EVENGRAD_ISA
