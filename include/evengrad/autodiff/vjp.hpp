// Gradients of weighted sums of a function's results.
#pragma once
#include <evengrad/autodiff/asked.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// F with its one number as an array of one.
template <class F>
struct in_array {
  template <class... S>
  constexpr std::array<symbol, 1> operator()(const S&... x) const {
    return {symbol(F{}(x...))};
  }
};

template <class F, unsigned Which>
struct vjp_of {
  template <class... X>
  constexpr auto operator()(const X&... x) const {
    static_assert(sizeof...(X) > 1, "after the arguments follows one weight for each result");
    constexpr int n = int(sizeof...(X)) - 1;
    using arguments = first_of<n, X...>;
    using asked = typename asked_of<Which, F, arguments>::type;
    using weights = std::remove_cvref_t<decltype((x, ...))>;
    if constexpr (is_number_answer<typename asked::answer>) {
      static_assert(std::is_arithmetic_v<weights>, "the weights have the form of what the function returns");
      using in_array = typename asked_of<Which, in_array<F>, arguments>::type;
      static_assert(in_array::extents_fit());
      return derivative_of<wanted::gradient, in_array>(x...).gradient;
    } else {
      static_assert(std::is_same_v<typename symbolic<weights>::type, typename asked::answer>,
                    "the weights have the form of what the function returns");
      static_assert(asked::extents_fit());
      return derivative_of<wanted::gradient, asked>(x...).gradient;
    }
  }
};

/// The function of x..., w whose value is the gradient of the sum of w·f(x...), for weights w in the form that f
/// returns: by all arguments, or by those whose places are named.
template <int... Arguments, class F>
constexpr vjp_of<F, places<Arguments...>> vjp(const F&) {
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
