// A part that learns nothing: its weights stay, its normalizations infer, its running statistics do not move.
#pragma once
#include <evengrad/combinator/branch.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <a_layer F>
struct frozen_t : layer {
  static constexpr bool begins = true;
  [[no_unique_address]] F body;
  constexpr symbol build(symbol x) const {
    graph& g = *x.g;
    const bool around = std::exchange(g.frozen, true);
    const symbol y = apply(body, x);
    g.frozen = around;
    return y;
  }
};
/// The body with all that is inside of it, blocks and repetitions too, in inference mode even while the rest trains:
/// `trainable = False` and `training=False` of Keras in one. Batch norm uses its moving statistics and dropout passes
/// x; no weight has a gradient, and no optimizer, weight decay neither, touches one, for they are kept beside the
/// states. Names, the order of drawing and what is inferred do not change. What leads to the body still learns through
/// it. Where `shared` weights are learned elsewhere, this place alone does not add to their gradients.
template <class F>
constexpr auto frozen(F body) {
  if constexpr (check_part<F>()) return frozen_t<F>{{}, body};
  else return refused_t{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
