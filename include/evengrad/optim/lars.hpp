// LARS (You, Gitman & Ginsburg 2017, algorithm 1): momentum with a rate of its own for each parameter.
#pragma once
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/trust_ratio.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// u = g + weight_decay · w; m ← decay · m + coefficient · |w| / |u| · u; the direction is learning_rate · m. The paper
/// has |g| + weight_decay · |w| where |u| is here and in the implementations. What is not of the kinds that decay has
/// momentum's step.
struct lars {
  double learning_rate = 1, decay = 0.9, weight_decay = 0, coefficient = 1e-3;
  bool nesterov = false;
  parameter_kinds decays = decayed_by_default;
  auto parts() const {
    return chain(add_decayed_weights{weight_decay, decays}, trust_ratio{coefficient, 0, decays},
                 momentum{learning_rate, decay, nesterov});
  }
  void check() const {
    check_positive("lars.learning_rate", learning_rate), check_share("lars.decay", decay);
    check_not_negative("lars.weight_decay", weight_decay), check_positive("lars.coefficient", coefficient);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
