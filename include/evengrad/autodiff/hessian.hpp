// Second derivatives of plain functions: the matrix, and its product with a direction without the matrix.
#pragma once
#include <evengrad/autodiff/asked.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class F, unsigned Which>
struct hvp_of {
  template <class... X>
  constexpr auto operator()(const X&... x) const {
    constexpr int n = arguments_before_directions<Which>(sizeof...(X));
    using arguments = first_of<n, X...>;
    using asked = typename asked_of<Which, F, arguments>::type;
    using directions = typename taken<(((1u << sizeof...(X)) - 1) ^ ((1u << n) - 1)), std::tuple<>, X...>::type;
    static_assert(
        std::is_same_v<decltype(forms(static_cast<directions*>(nullptr))),
                       decltype(forms(static_cast<typename taken_of<asked::by, arguments>::type*>(nullptr)))>,
        "after the arguments follow their directions, in the same forms, one for each that is differentiated by");
    static_assert(asked::answers_a_number());
    return derivative_of<wanted::product_with_hessian, asked>(x...).gradient;
  }

 private:
  template <class... X>
  static constexpr auto forms(std::tuple<X...>*) -> std::tuple<typename symbolic<X>::type...>;
};

template <class F, unsigned Which>
struct hessian_of {
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    using asked = asked<Which, F, A...>;
    static_assert(asked::answers_a_number());
    return lines<asked>(std::make_integer_sequence<int, asked::form::count>{},
                        flat_argument<A, typename asked::T>(a)...);
  }

 private:
  template <class Asked, int... K, class... X>
  static constexpr auto lines(std::integer_sequence<int, K...>, const X&... x) {
    using T = typename Asked::T;
    constexpr int n = Asked::count;
    matrix<T, n, n> h{};
    T value = 0, along[n] = {}, line[n] = {};
    const T* const arguments[] = {x.p..., along + Asked::begin_of(K)...};
    T* const results[] = {&value, line + Asked::begin_of(K)...};
    for (int i = 0; i < n; ++i) {
      along[i] = 1;
      Asked::template run<wanted::product_with_hessian>(arguments, results);
      for (int j = i; j < n; ++j) h(i, j) = h(j, i) = line[j];
      along[i] = 0;
    }
    return h;
  }
};

/// The function of x..., v... whose value is the Hessian of f at x... times v..., in the form of the gradient. The
/// directions v... follow all arguments, one for each, or for those whose places are named. It costs a few times f.
template <int... Arguments, class F>
constexpr hvp_of<F, places<Arguments...>> hvp(const F&) {
  return {};
}
/// The function whose value is the symmetric matrix of second derivatives, eg::matrix<T, n, n> for the n numbers of all
/// arguments, or of those whose places are named, in order.
template <int... Arguments, class F>
constexpr hessian_of<F, places<Arguments...>> hessian(const F&) {
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
