// LAMB (You et al. 2020, algorithm 2): Adam with the trust ratio of each parameter, for large batches.
#pragma once
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/trust_ratio.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// u = m̂ / (√v̂ + ε) + weight_decay · w; the direction is learning_rate · |w| / |u| · u. What is not of the kinds that
/// decay has Adam's step.
struct lamb {
  double learning_rate = 1e-3, weight_decay = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-6;
  parameter_kinds decays = decayed_by_default;
  auto parts() const {
    return chain(adam{1, beta1, beta2, epsilon}, add_decayed_weights{weight_decay, decays}, trust_ratio{1, 0, decays},
                 sgd{learning_rate});
  }
  void check() const {
    check_moments("lamb", *this);
    check_not_negative("lamb.weight_decay", weight_decay);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
