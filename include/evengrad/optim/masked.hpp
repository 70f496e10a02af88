// The mask in the update rule: pruned weights are zero and stay it, whatever the rule does.
#pragma once
#include <evengrad/optim/chain.hpp>
#include <evengrad/optim/weight_mask.hpp>
#include <memory>
#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// A link that stands anywhere in a chain, once, and holds for all of it, also where it stands inside of `only`:
/// `eg::adam{} | eg::masked(ticket)`. Pruned weights, their gradients and all that the rule keeps of them are exactly
/// zero, from the first step on. Where the mask is of another network, the first step fails, and nothing is changed.
struct masked {
  static constexpr int slots = 0;
  static constexpr bool masks = true;
  std::shared_ptr<const weight_mask> kept;

  explicit masked(weight_mask mask) : kept(std::make_shared<const weight_mask>(std::move(mask))) {}
  auto at(step_facts) const {
    return []<class P>(P d, P, P*) { return d; };
  }
  void check_network(const std::vector<parameter_place>& places) const { kept->check_network(places); }
  void check() const {
    if (kept->tensors().empty())
      fail("masked", "a mask of no network", "make it of the model: eg::weight_mask(model.places())");
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
