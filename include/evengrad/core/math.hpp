// The namespace of the functions whose names are layers too: `eg::tanh` is an object, `tanh(x)` finds the function.
#pragma once
#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA::math {

/// A base, or a template argument, of the types that are computed with: a call `tanh(x)` then looks into this
/// namespace. Each type has one of its own, for an object whose first member had the same empty base would grow by it.
template <class T>
struct argument {};

}  // namespace evengrad::inline EVENGRAD_ISA::math
