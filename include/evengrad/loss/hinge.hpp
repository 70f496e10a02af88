// The hinge loss of support vector machines (Cortes & Vapnik 1995).
#pragma once
#include <evengrad/graph/symbol.hpp>
#include <evengrad/op/activation.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The target is −1 or 1 for each output.
struct hinge_t {
  static constexpr symbol formula(symbol y, symbol target) { return mean(relu(1. - target * y)); }
};
/// mean max(0, 1 − target · y)
inline constexpr hinge_t hinge;

}  // namespace evengrad::inline EVENGRAD_ISA
