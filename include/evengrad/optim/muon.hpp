// Muon (Jordan et al. 2024): momentum whose singular values are all made about 1, for weights that multiply.
#pragma once
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/newton_schulz.hpp>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/sgd.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The direction of each parameter becomes about U Vᵀ of its singular value decomposition U S Vᵀ, times
/// √max(1, outputs / inputs). Whatever is not zero becomes of the same size.
struct orthogonalize {
  static constexpr int slots = 0;
  static constexpr bool sees_whole = true;
  int steps = 5;
  auto at(step_facts) const {
    return [n = steps]<class T>(const parameter_step<T>& s) {
      newton_schulz(s.direction, s.place.lines, s.place.columns, n);
      if (s.place.columns > s.place.lines) s.scale(std::sqrt(double(s.place.columns) / s.place.lines));
    };
  }
  void check() const { check_steps("orthogonalize.steps", steps); }
};

/// m ← decay · m + g; of weights that multiply the direction is learning_rate · orthogonalize(g + decay · m), or of m
/// without nesterov, and they shrink by learning_rate · weight_decay · w. All others, tables too, have Adam's steps.
struct muon {
  double learning_rate = 0.02, decay = 0.95, weight_decay = 0;
  bool nesterov = true;
  int steps = 5;
  adam beside{};
  parameter_kinds kinds = parameter_kinds::weights;
  auto parts() const {
    return chain(only(kinds, chain(momentum{1, decay, nesterov}, orthogonalize{steps}, sgd{learning_rate},
                                   add_decayed_weights{learning_rate * weight_decay})),
                 except(kinds, beside));
  }
  void check() const {
    check_positive("muon.learning_rate", learning_rate), check_share("muon.decay", decay);
    check_not_negative("muon.weight_decay", weight_decay), check_steps("muon.steps", steps);
    beside.check();
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
