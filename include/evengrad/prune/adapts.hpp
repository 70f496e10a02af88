// Whether a layer is the same function, feature by feature, of fewer of them: looked up in its graph.
#pragma once
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether two graphs are one but for extents: where one has n features at the end, the other has m.
constexpr bool same_but_for_features(const graph& a, const graph& b, int n, int m) {
  const auto fits = [&](const shape& s, shape t) {
    if (s.rank == t.rank && s.last() == n && t.last() == m) t[t.rank - 1] = n;
    return s == t;
  };
  if (a.nodes.n != b.nodes.n || a.parameters.n != b.parameters.n || a.output != b.output) return false;
  for (int i = 0; i < a.nodes.n; ++i) {
    const node &x = a[i], &y = b[i];
    if (x.what != y.what || !same_op(x, y) || x.in[0] != y.in[0] || x.in[1] != y.in[1] || x.in[2] != y.in[2])
      return false;
    if (x.value != y.value || x.aux != y.aux || x.offset != y.offset || x.batched != y.batched) return false;
    if (!fits(x.dims, y.dims)) return false;
  }
  return true;
}

/// Builds the part anew, to train and to infer, for the x that it has here and for one of another number of features:
/// whether both are the same formula, without a figure in it that follows from that number. What does not fit an x of
/// other features does not adapt, neither does what recalls values from elsewhere.
template <a_layer L>
bool adapts(const L& part, symbol x) {
  const int n = x.features(), m = n + 1;
  for (const bool training : {false, true}) {
    graph a, b;
    for (graph* g : {&a, &b}) {
      shape s = x.dims();
      if (g == &b) s[s.rank - 1] = m;
      g->training = training, g->frozen = x.g->frozen, g->written_out = x.g->written_out;
      g->output = apply(part, symbol{g, g->input(s, 0)}).id;
      if (g->wrong.what != fault::none) return false;
    }
    if (!same_but_for_features(a, b, n, m)) return false;
  }
  return true;
}

}  // namespace evengrad::inline EVENGRAD_ISA
