// Gradients of weighted sums of a function's results.
#pragma once
#include <evengrad/autodiff/door.hpp>

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
    constexpr int n = int(sizeof...(X)) - 1;
    using arguments = first_of<n, X...>;
    using weights = std::remove_cvref_t<decltype((x, ...))>;
    constexpr refusal r = refusal_of_weights<arguments, weights>();
    if constexpr (!accepted<r>()) return refused{};
    else if constexpr (std::is_arithmetic_v<weights>)
      return derivative_of<wanted::gradient, typename asked_of<Which, in_array<F>, arguments>::type>(x...).gradient;
    else return derivative_of<wanted::gradient, typename asked_of<Which, F, arguments>::type>(x...).gradient;
  }

 private:
  template <class Arguments, class Weights>
  static constexpr refusal refusal_of_weights() {
    if constexpr (std::tuple_size_v<Arguments> == 0 || !an_argument<Weights>) return refusal::weights;
    else {
      constexpr refusal r = refusal_of<returns::anything, Which, F>(static_cast<Arguments*>(nullptr));
      if constexpr (r != refusal::none) return r;
      else {
        using answer = typename asked_of<Which, F, Arguments>::type::number_or_array;
        return std::is_same_v<typename symbolic<Weights>::type, answer> ? r : refusal::weights;
      }
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
