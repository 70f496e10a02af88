// Comparisons and choices, for symbols as for numbers: both alternatives are computed, one is taken.
#pragma once
#include <evengrad/op/exponential.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// 1 where a < b, else 0; nothing is differentiated through it.
struct less_op {
  static constexpr std::string_view name = "<";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return select(a < b, decltype(a)(1.), decltype(a)(0.)); }
  static constexpr auto derivative(auto, auto, auto) { return partials{0., 0.}; }
};
/// a where c is 1, b where it is 0.
struct select_op {
  static constexpr std::string_view name = "select";
  static constexpr bool cheap = true;
  static constexpr auto value(auto c, auto a, auto b) { return select(c == decltype(c)(0.), b, a); }
  static constexpr auto derivative(auto c, auto, auto, auto) { return partials{0., c, 1. - c}; }
};

/// Stands where the compiler looks when it reads a formula, not when it runs it: so the message is short.
template <class B>
constexpr bool refuse_as_value() {
  constexpr bool is_known_while_compiling = !std::is_same_v<B, bool>;
  static_assert(is_known_while_compiling,
                "a symbol has no value yet: write eg::select(condition, a, b) instead of if, ?: or a loop");
  return true;
}

/// The answer of a comparison of symbols, 1 or 0; `select` reads it, `if` cannot.
struct condition {
  symbol is;
  template <class B>
  requires std::is_same_v<B, bool>
  constexpr operator B() const noexcept(refuse_as_value<B>()) { return {}; }
};
constexpr condition operator<(symbol a, symbol b) { return {map(info<less_op>, a, b)}; }
constexpr condition operator>(symbol a, symbol b) { return b < a; }
constexpr condition operator!(condition c) { return {1. - c.is}; }
constexpr condition operator<=(symbol a, symbol b) { return !(b < a); }
constexpr condition operator>=(symbol a, symbol b) { return !(a < b); }
constexpr condition operator==(symbol a, symbol b) { return {equal(a, b)}; }
constexpr condition operator!=(symbol a, symbol b) { return !(a == b); }
constexpr condition operator&&(condition a, condition b) { return {a.is * b.is}; }
constexpr condition operator||(condition a, condition b) { return {1. - (1. - a.is) * (1. - b.is)}; }

/// a where the condition holds, else b.
constexpr symbol select(condition c, symbol a, symbol b) { return map(info<select_op>, c.is, a, b); }

}  // namespace evengrad::inline EVENGRAD_ISA
