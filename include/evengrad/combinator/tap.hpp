// Values and layers by name: a tap remembers, `from` recalls, `shared` uses the same parameters again.
#pragma once
#include <evengrad/core/name.hpp>
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <name Name>
struct tap_t : layer {
  constexpr symbol build(symbol x) const {
    for (const tap_info& t : x.g->taps)
      if (t.name == Name) x.g->fail(fault::tap_name_is_taken, 0, 0, Name);
    x.g->taps.push({Name, x.id});
    return x;
  }
};
/// x goes on, and can be recalled further down by `from<Name>`: any directed acyclic graph can be written so.
template <name Name>
inline constexpr tap_t<Name> tap;

template <name Name>
struct from_t : layer {
  constexpr symbol build(symbol x) const {
    for (const tap_info& t : x.g->taps)
      if (t.name == Name) return {x.g, t.node};
    x.g->fail(fault::tap_name_is_unknown, 0, 0, Name);
    return x;
  }
};
/// The value that passed `tap<Name>`, instead of x: `concat(identity_layer, from<"encoder_1">)` is a long skip.
template <name Name>
inline constexpr from_t<Name> from;

/// What `build(symbol)` makes; where the name has occurred before, of the parameters from then.
constexpr symbol build_shared(symbol x, std::string_view name, const auto& build) {
  graph& g = *x.g;
  for (int i = 0; i < g.shares.n; ++i)
    if (const share_info first = g.shares[i]; first.name == name) {
      const share_info around = g.again;
      g.again = first;
      const symbol y = build(x);
      while (g.again.first < g.again.end && g.parameters[g.again.first].state) ++g.again.first;
      if (g.again.first < g.again.end) g.fail(fault::shared_body_changes, 0, 0, name);
      g.again = around;
      if (around.first == first.first) g.again.first = first.end;  // it was new where the layer around it was
      return y;
    }
  const int first = g.parameters.n;
  const symbol y = build(x);
  g.shares.push({name, first, g.parameters.n});
  return y;
}
template <name Name, a_layer F>
struct shared_t : layer {
  [[no_unique_address]] F body;
  constexpr symbol build(symbol x) const {
    return build_shared(x, Name, [&](symbol y) { return apply(body, y); });
  }
};
/// The body; wherever the name occurs again, with the same parameters.
template <name Name, class F>
constexpr auto shared(F body) {
  if constexpr (check_part<F>()) return shared_t<Name, F>{{}, body};
  else return refused_t{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
