// The initializer of one parameter, by name.
#pragma once
#include <evengrad/core/name.hpp>
#include <evengrad/graph/path.hpp>
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <name Name, an_initializer Init, a_layer F>
struct initialize_t : layer {
  static constexpr bool begins = true;
  [[no_unique_address]] F body;
  constexpr symbol build(symbol x) const {
    graph& g = *x.g;
    const int first = g.parameters.n;
    const symbol y = apply(body, x);
    for (int i = first; i < g.parameters.n; ++i) {
      parameter_info& p = g.parameters[i];
      std::string_view rest = Name;
      if (p.call >= 0 || !take_layer(g.layers.p, p.layer, rest, g.layer)) continue;
      if (p.layer != g.layer && !take(".", rest)) continue;
      if (rest != p.name) continue;
      p.init = &initializer<Init>, p.drawn_by = initializer<Init>.id;
      return y;
    }
    g.fail(fault::parameter_to_initialize_is_unknown, 0, 0, Name);
    return y;
  }
};
/// The body, where the parameter of this name, as `entries` tells it, is drawn by `Init` whatever its layer says:
/// `initialize<"dense_2.w", init::orthogonal<>>(net)`. Inside of `repeat` and `call` it stands around the block, whose
/// names begin there. States can be given another beginning too.
template <name Name, an_initializer Init, class F>
constexpr auto initialize(F body) {
  if constexpr (check_part<F>()) return initialize_t<Name, Init, F>{{}, body};
  else return refused_t{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
