// Weight decay as a transform of its own, for the kinds of parameters that it is meant for.
#pragma once
#include <evengrad/optim/chain.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What weight decay leaves alone unless told otherwise are biases, and gamma and beta of norms.
inline constexpr parameter_kinds decayed_by_default = parameter_kinds::weights | parameter_kinds::tables;

/// rate · w is added to the direction. Before the rule it is the gradient of ½ rate · |w|² (L2 regularization); after
/// adam it is decoupled (Loshchilov & Hutter 2019), and then not multiplied by the learning rate.
struct add_decayed_weights {
  static constexpr int slots = 0;
  double rate = 1e-4;
  parameter_kinds kinds = decayed_by_default;
  bool selects(const parameter_place& p) const { return has_kind(kinds, p.kind); }
  auto at(step_facts) const {
    return [share = rate]<class P>(P d, P w, P*) { return P(d + P(typename P::value_type(share)) * w); };
  }
  void check() const { check_not_negative("add_decayed_weights.rate", rate); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
