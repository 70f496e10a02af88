// Gradients of plain functions, differentiated while compiling and computed at run time or in constant expressions.
#pragma once
#include <evengrad/autodiff/at_duals.hpp>
#include <evengrad/autodiff/door.hpp>
#include <evengrad/autodiff/nested.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class F, unsigned Which>
struct value_and_gradient_of {
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    if constexpr ((symbolic_value<A> || ...)) return nested_gradient<F, Which>(a...);
    else if constexpr ((of_duals<A> || ...)) return gradient_at_duals<F, Which>(a...);
    else if constexpr (accepted<refusal_of<returns::one_number, Which, F>(static_cast<std::tuple<A...>*>(nullptr))>())
      return derivative_of<wanted::gradient, asked<Which, F, A...>>(a...);
    else return refused{};
  }
};
template <class F, unsigned Which>
struct gradient_of {
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    if constexpr ((symbolic_value<A> || ...)) return nested_gradient<F, Which>(a...).gradient;
    else if constexpr ((of_duals<A> || ...)) return gradient_at_duals<F, Which>(a...).gradient;
    else if constexpr (accepted<refusal_of<returns::one_number, Which, F>(static_cast<std::tuple<A...>*>(nullptr))>())
      return derivative_of<wanted::gradient, asked<Which, F, A...>>(a...).gradient;
    else return refused{};
  }
};

/// The function whose value is {value: f(x...), gradient: the derivative of f}: by all arguments, or by those whose
/// places are named, 0 being the first. The gradient has the form of the argument; by several arguments it is an array
/// where all are numbers, and else a tuple. f is called with symbols while compiling, so it holds no values and decides
/// with eg::select.
template <int... Arguments, class F>
constexpr value_and_gradient_of<F, places<Arguments...>> value_and_gradient(const F&) {
  return {};
}
/// The same without the value: eg::gradient(f)(x, y). A gradient can be differentiated again: inside another function,
/// or as eg::gradient(eg::gradient(f))(x).
template <int... Arguments, class F>
constexpr gradient_of<F, places<Arguments...>> gradient(const F&) {
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
