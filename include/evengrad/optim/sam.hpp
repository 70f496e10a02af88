// SAM (Foret et al. 2021, algorithm 1): the gradient of the worst point near the weights, for flat minima.
#pragma once
#include <evengrad/optim/chain.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// First in a chain: the step is made with the gradient at w + radius · g / |g|, where |g| is the norm of the whole
/// gradient g at w. Each step takes two gradients, with the same random numbers; running averages are those of the
/// first.
struct sam {
  static constexpr int slots = 0;
  double radius = 0.05;
  double climb(double norm) const { return norm > 0 ? radius / norm : 0; }
  auto at(step_facts) const {
    return []<class P>(P d, P, P*) { return d; };
  }
  void check() const { check_positive("sam.radius", radius); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
