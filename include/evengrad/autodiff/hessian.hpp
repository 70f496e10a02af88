// Second derivatives of plain functions: the matrix, and its product with a direction without the matrix.
#pragma once
#include <evengrad/autodiff/door.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class F, unsigned Which>
struct hvp_of {
  template <class... X>
  constexpr auto operator()(const X&... x) const {
    using arguments = first_of<arguments_before_directions<Which>(sizeof...(X)), X...>;
    if constexpr (accepted<refusal_of_product<arguments, X...>()>())
      return derivative_of<wanted::product_with_hessian, typename asked_of<Which, F, arguments>::type>(x...).gradient;
    else return refused{};
  }

 private:
  template <class Arguments, class... X>
  static constexpr refusal refusal_of_product() {
    if constexpr (!directions_fit<Which, X...>()) return refusal::directions;
    else return refusal_of<returns::one_number, Which, F>(static_cast<Arguments*>(nullptr));
  }
};

template <class F, unsigned Which>
struct hessian_of {
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    if constexpr (accepted<refusal_of<returns::one_number, Which, F>(static_cast<std::tuple<A...>*>(nullptr))>()) {
      using asked = asked<Which, F, A...>;
      return lines<asked>(std::make_integer_sequence<int, asked::form::count>{},
                          flat_argument<A, typename asked::T>(a)...);
    } else return refused{};
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
