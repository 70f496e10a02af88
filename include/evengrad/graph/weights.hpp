// Which learned parameter a product multiplies by.
#pragma once
#include <evengrad/graph/graph.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The learned parameter that an operand is, or is a view of; -1 where it is none.
constexpr int weights_of(const graph& g, int operand) {
  while (g[operand].what == kind::reshape) operand = g[operand].in[0];
  return g[operand].what == kind::parameter && g.parameters[g[operand].parameter].learned ? g[operand].parameter : -1;
}

}  // namespace evengrad::inline EVENGRAD_ISA
