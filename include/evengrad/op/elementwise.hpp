// An op as an object: a function of symbols, numbers and tensors, and, where it has one operand, a layer.
#pragma once
#include <evengrad/graph/symbol.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class Op>
constexpr std::string_view name_of_op() {
  if constexpr (requires { std::string_view(Op::name); }) return Op::name;
  else return "op";
}

/// One object for an op: a function of symbols, numbers and tensors, and, where it has one operand, a layer.
template <class Op>
struct elementwise : layer {
  static constexpr std::string_view name = name_of_op<Op>();
  template <class... X>
  constexpr auto operator()(X... x) const {
    constexpr bool all = sizeof...(X) == arity_of<Op>, symbols = (std::is_same_v<X, symbol> || ...);
    static_assert(all, "an op takes as many operands as its value");
    if constexpr (!all) return (x, ...);
    else if constexpr (requires { through(std::type_identity<Op>{}, x...); })
      return through(std::type_identity<Op>{}, x...);  // a tensor, element by element
    else if constexpr (!symbols) return Op::value(x...);
    else if constexpr (can_be_differentiated()) return map(info<Op>, x...);
    else return symbol((x, ...));
  }
  constexpr symbol formula(symbol x) const requires(arity_of<Op> == 1) { return map(info<Op>, x); }

  static constexpr bool can_be_differentiated() {
    static_assert(has_derivative<Op>, "an op needs static constexpr auto derivative(x..., y): of operands and value");
    return has_derivative<Op>;
  }
  /// As a layer: see check_layer.
  static constexpr bool check_op() {
    constexpr bool is_op = an_op<Op>, fits = !is_op || arity_of<Op> == 1;
    static_assert(is_op, "an op needs a name, and static constexpr auto value(auto... x) of one to three operands");
    static_assert(fits, "only an op of one operand is a layer: call the others in a formula");
    constexpr bool derives = !is_op || has_derivative<Op>;
    static_assert(derives, "an op needs static constexpr auto derivative(x..., y): of operands and value");
    return is_op && fits && derives;
  }
};

/// Op of x and a number that stands beside every lane or element of it.
template <class Op, class X>
constexpr auto with_number(X x, double c) {
  if constexpr (requires { through(std::type_identity<Op>{}, x, c); }) return through(std::type_identity<Op>{}, x, c);
  else return elementwise<Op>{}(x, X(c));
}

}  // namespace evengrad::inline EVENGRAD_ISA
