// What a pruning criterion sees of a weight, and what a criterion is.
#pragma once
#include <evengrad/core/isa.hpp>

#include <concepts>
#include <cstdint>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// One weight that is still there.
struct weight_seen {
  double now = 0;           // θ_T: as the model has it
  double first = 0;         // θ_0: as it was drawn; of criteria that ask for it by needs_first
  double gradient = 0;      // of criteria that look at data
  double curvature = 0;     // (H g) of criteria that ask for it
  std::uint64_t index = 0;  // among all that the network learns, pruned or not: tensor by tensor, line after line
};

/// What criteria find out about all weights before they score one: numbers in panels like the weights, or none.
struct data_seen {
  std::vector<double> gradient, curvature;
};

/// A criterion says how much a weight is worth: those with the lowest scores go first, and of equal ones that which
/// stands first. With `void look(model&, const weight_mask&, data_seen&) const` it computes before what it needs; with
/// `static constexpr bool needs_first = true` it compares with the initial weights.
template <class C>
concept a_criterion = requires(const C& c, const weight_seen& w) {
  { c.score(w) } -> std::convertible_to<double>;
};

template <class C>
inline constexpr bool needs_first_weights = requires {
  requires C::needs_first;
};

}  // namespace evengrad::inline EVENGRAD_ISA
