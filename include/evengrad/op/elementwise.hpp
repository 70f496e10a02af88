// An op as an object: a function of symbols and of numbers, and, where it has one operand, a layer.
#pragma once
#include <evengrad/graph/symbol.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// One object for an op: a function of symbols and of numbers, and, where it has one operand, a layer.
template <an_op Op>
struct elementwise : layer {
  static constexpr std::string_view name = Op::name;
  template <class... X>
  constexpr auto operator()(X... x) const {
    if constexpr ((std::is_same_v<X, symbol> || ...)) return map(info<Op>, x...);
    else return Op::value(x...);
  }
  constexpr symbol formula(symbol x) const requires(arity_of<Op> == 1) { return map(info<Op>, x); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
