// Directional derivatives of plain functions, by dual numbers.
#pragma once
#include <evengrad/autodiff/door.hpp>
#include <evengrad/core/dual.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a function returns, and its derivative along a direction, in the same form.
template <class Y, class D>
struct value_with_derivative {
  Y value;
  D derivative;
};

template <class F, unsigned Which>
struct jvp_of {
  [[no_unique_address]] F f;

  template <class... X>
  constexpr auto operator()(const X&... x) const {
    constexpr refusal r = !(an_argument<X> && ...)         ? refusal::no_number
                          : !directions_fit<Which, X...>() ? refusal::directions
                                                           : refusal::none;
    constexpr int n = arguments_before_directions<Which>(sizeof...(X));
    if constexpr (accepted<r>()) return along(std::make_integer_sequence<int, n>{}, std::tie(x...));
    else return refused{};
  }

 private:
  template <int... K, class All>
  constexpr auto along(std::integer_sequence<int, K...> arguments, const All& all) const {
    using T = typename number_of_all<std::remove_cvref_t<std::tuple_element_t<K, All>>...>::type;
    const auto y = f(dual_argument<T, K>(arguments, all)...);
    const auto value = remade([](const auto& z) { return part<T>(z).value; }, y);
    const auto derivative = remade([](const auto& z) { return part<T>(z).derivative; }, y);
    return value_with_derivative<std::remove_cvref_t<decltype(value)>, std::remove_cvref_t<decltype(derivative)>>{
        value, derivative};
  }
  template <class T, int K, int... Arguments, class All>
  static constexpr auto dual_argument(std::integer_sequence<int, Arguments...>, const All& all) {
    constexpr int n = sizeof...(Arguments);
    constexpr unsigned by = Which ? Which : (1u << n) - 1;
    const auto& x = std::get<K>(all);
    if constexpr (by >> K & 1) {
      const auto& v = std::get<n + __builtin_popcount(by & ((1u << K) - 1))>(all);
      return remade([](const auto& a, const auto& d) { return dual<T>{T(a), T(d)}; }, x, v);
    } else return remade([](const auto& a) { return dual<T>(T(a)); }, x);
  }
  /// A result that depends on no argument is a plain number.
  template <class T>
  static constexpr dual<T> part(const auto& z) {
    return dual<T>(z);
  }
};

/// The function of x..., v... whose value is {value: f(x...), derivative: the derivative of f along v...}, both in the
/// form that f returns. The directions v... follow all arguments, one for each, or for those whose places are named. f
/// is called with dual numbers, so it may branch and hold values.
template <int... Arguments, class F>
constexpr jvp_of<F, places<Arguments...>> jvp(const F& f) {
  return {f};
}

}  // namespace evengrad::inline EVENGRAD_ISA
