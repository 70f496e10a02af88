// Fixup (Zhang, Dauphin & Ma 2019): residual networks of any depth that train without normalization.
#pragma once
#include <evengrad/combinator/residual.hpp>
#include <evengrad/graph/weights.hpp>
#include <evengrad/init/depth_scaled.hpp>
#include <evengrad/layer/bias.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Rule 3: a shift in front of each layer of a chain.
template <a_layer L>
constexpr symbol apply_shifted(const L& part, symbol x) {
  if constexpr (is_chain<L>) return apply_shifted(part.second, apply_shifted(part.first, x));
  else if constexpr (has_build<L>) return apply(part, x);
  else return apply(part, apply(shift, x));
}

/// Rules 1 and 2: of the weights that the parameters from `first` on hold, the last matrix begins as zero, the others
/// with Branches^(−1 / (2m − 2)) times what they would, m being how many there are.
constexpr void begin_by_fixup(graph& g, int first, int branches) {
  list<int> weights;
  for (int p = first; p < g.parameters.n; ++p) {
    bool multiplies = false;
    for (int i = g.parameters[p].node; i >= 0 && i < g.nodes.n; ++i)
      for (int k = 0; k < 2 && g[i].what == kind::contract; ++k)
        multiplies = multiplies || weights_of(g, g[i].in[k]) == p;
    if (multiplies) weights.push(p);
  }
  if (weights.n == 0) return;
  parameter_info& last = g.parameters[weights.back()];
  last.init = &initializer<init::zeros>, last.drawn_by = initializer<init::zeros>.id;
  for (int i = 0; i + 1 < weights.n; ++i)
    g.parameters[weights[i]].factor *= power_of_depth(branches, -1. / (2 * weights.n - 2));
}

template <int Branches, a_layer F>
struct fixup_t : layer {
  [[no_unique_address]] F body;
  constexpr symbol build(symbol x) const {
    graph& g = *x.g;
    const int first = g.parameters.n;
    const symbol y = apply(gain, apply_shifted(body, x));
    begin_by_fixup(g, first, Branches);
    return x.dims() == y.dims() ? x + y : refuse(x, fault::residual_body_must_keep_its_shape, y);
  }
};
/// x + g body(x) in a network of so many branches, by the rules of section 4: a shift of one number, at first 0, before
/// each layer of the body, which is a chain; one factor g, at first 1, behind it; the weights of its last product begin
/// as zero, the others as their initializers say (He's for rectifiers) times Branches^(−1 / (2m − 2)) with m products
/// in the body. Rule 1 asks for a head that is zero too: `dense<10, init::zeros>`.
template <int Branches, class F>
requires(Branches > 0) constexpr auto fixup(F body) {
  if constexpr (check_part<F>()) return fixup_t<Branches, F>{{}, body};
  else return refused_t{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
