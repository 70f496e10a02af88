// The trust ratio: steps of each parameter in proportion to its length (You, Gitman & Ginsburg 2017, equation 6).
#pragma once
#include <evengrad/optim/norm.hpp>
#include <evengrad/optim/weight_decay.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The direction of each parameter of these kinds times coefficient · |w| / (|d| + ε), with its own norms; as it is
/// where one of them is 0.
struct trust_ratio {
  static constexpr int slots = 0;
  static constexpr bool sees_whole = true;
  double coefficient = 1, epsilon = 0;
  parameter_kinds kinds = decayed_by_default;
  bool selects(const parameter_place& p) const { return has_kind(kinds, p.kind); }
  auto at(step_facts) const {
    return [eta = coefficient, tiny = epsilon]<class T>(const parameter_step<T>& s) {
      const double w = norm_of(s.weights, s.size()), d = norm_of(s.direction, s.size());
      if (w > 0 && d > 0) s.scale(eta * w / (d + tiny));
    };
  }
  void check() const {
    check_positive("trust_ratio.coefficient", coefficient), check_not_negative("trust_ratio.epsilon", epsilon);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
