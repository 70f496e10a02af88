// Clipping: gradients that are too large are made smaller (Pascanu, Mikolov & Bengio 2013, algorithm 1).
#pragma once
#include <evengrad/core/sign.hpp>
#include <evengrad/optim/norm.hpp>
#include <evengrad/optim/parameter_place.hpp>
#include <evengrad/optim/transform.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// All gradients times largest / norm where their norm is above `largest`; the norm is that of the gradients, so this
/// comes first in a chain.
struct clip_by_global_norm {
  static constexpr int slots = 0;
  static constexpr bool needs_norm = true;
  double largest = 1;
  auto at(step_facts f) const {
    return [factor = f.norm > largest ? largest / f.norm : 1.]<class P>(P d, P, P*) {
      return P(d * P(typename P::value_type(factor)));
    };
  }
  void check() const { check_positive("clip_by_global_norm.largest", largest); }
};

/// The gradient of each parameter times largest / norm where its own norm is above `largest`.
struct clip_by_norm {
  static constexpr int slots = 0;
  static constexpr bool sees_whole = true;
  double largest = 1;
  auto at(step_facts) const {
    return [most = largest]<class T>(const parameter_step<T>& s) {
      if (const double norm = norm_of(s.direction, s.size()); norm > most) s.scale(most / norm);
    };
  }
  void check() const { check_positive("clip_by_norm.largest", largest); }
};

/// Every element between −largest and largest.
struct clip_by_value {
  static constexpr int slots = 0;
  double largest = 1;
  auto at(step_facts) const {
    return [bound = largest]<class P>(P d, P, P*) {
      using T = typename P::value_type;
      return P(max(P(min(d, P(T(bound)))), P(T(-bound))));
    };
  }
  void check() const { check_positive("clip_by_value.largest", largest); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
