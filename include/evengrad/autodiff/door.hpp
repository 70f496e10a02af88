// The door to derivatives of plain functions: what cannot be differentiated is said once, with the cure.
#pragma once
#include <evengrad/autodiff/asked.hpp>

namespace evengrad::inline EVENGRAD_ISA {

enum class refusal {
  none,
  no_number,
  captures,
  place,
  parameters,
  answer,
  extents,
  several_results,
  directions,
  weights
};

template <class R>
inline constexpr bool is_answer = is_number_answer<R> || requires {
  elements<R>::count;
};

enum class returns { one_number, anything };

/// Why F, which shall return what it does, cannot be differentiated at arguments A..., by those in the set Which.
template <returns What, unsigned Which, class F, class... A>
constexpr refusal refusal_of(std::tuple<A...>*) {
  if constexpr (!(an_argument<A> && ...)) return refusal::no_number;
  else if constexpr (!std::is_empty_v<F> || !std::is_default_constructible_v<F>) return refusal::captures;
  else if constexpr (Which >> sizeof...(A)) return refusal::place;
  else if constexpr (!std::is_invocable_v<F, const typename symbolic<A>::type&...>) return refusal::parameters;
  else {
    using answer = decltype(F{}(std::declval<const typename symbolic<A>::type&>()...));
    if constexpr (!is_answer<answer>) return refusal::answer;
    else if constexpr (What == returns::one_number && !is_number_answer<answer>) return refusal::several_results;
    else if constexpr (rolled<F, typename symbolic<A>::type...>().wrong.what != fault::none) return refusal::extents;
    else return refusal::none;
  }
}

/// Whether X... are arguments and then a direction for each that is differentiated by, in the same forms.
template <unsigned Which, class... X>
constexpr bool directions_fit() {
  constexpr int n = arguments_before_directions<Which>(sizeof...(X));
  if constexpr (n < 1 || (Which >> n) != 0 || !(an_argument<X> && ...)) return false;
  else {
    constexpr unsigned all = (1u << n) - 1, directions = ((1u << sizeof...(X)) - 1) & ~all;
    const auto forms = []<class... A>(std::tuple<A...>*) {
      return std::tuple<std::type_identity<typename symbolic<A>::type>...>{};
    };
    using by = typename taken<Which ? Which : all, std::tuple<>, X...>::type;
    using along = typename taken<directions, std::tuple<>, X...>::type;
    return std::is_same_v<decltype(forms(static_cast<by*>(nullptr))), decltype(forms(static_cast<along*>(nullptr)))>;
  }
}

template <refusal Why>
constexpr bool accepted() {
  static_assert(Why != refusal::no_number, "arguments are numbers, std::array or eg::tensor of numbers");
  static_assert(Why != refusal::captures,
                "a lambda with captures cannot be differentiated: pass what it captures as an argument, as in "
                "eg::gradient<0>(f)(x, data)");
  static_assert(Why != refusal::place, "the function has no argument at that place");
  static_assert(Why != refusal::parameters,
                "the function must take these arguments with symbols as their numbers: write auto for its parameters");
  static_assert(Why != refusal::answer, "the function must return a number, or std::array or eg::tensor of numbers");
  static_assert(Why != refusal::extents, "extents inside this function do not fit together");
  static_assert(Why != refusal::several_results,
                "gradient, hvp and hessian need a function that returns one number; jacobian and vjp take the others");
  static_assert(
      Why != refusal::directions,
      "after the arguments follow their directions, in the same forms, one for each that is differentiated by");
  static_assert(Why != refusal::weights,
                "after the arguments follow weights, in the form of what the function returns");
  return Why == refusal::none;
}

/// What a refused call returns, so that its one message is not followed by others.
struct refused {
  double value = 0, gradient = 0;
  static constexpr double derivative = 0;
  template <class X>
  constexpr operator X() const {
    return X{};
  }
  constexpr refused operator[](int) const { return {}; }
  constexpr refused operator()(auto...) const { return {}; }
  friend constexpr bool operator==(refused, const auto&) { return false; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
