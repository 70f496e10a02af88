// Gradients of plain functions, differentiated while compiling and computed at run time or in constant expressions.
#pragma once
#include <evengrad/autodiff/flat.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T, class G>
struct value_with_gradient {
  T value;
  G gradient;
};

/// The types at the places in a set, from a list; the first N of a list.
template <unsigned Which, class Taken, class... A>
struct taken {
  using type = Taken;
};
template <unsigned Which, class... B, class A, class... Rest>
struct taken<Which, std::tuple<B...>, A, Rest...>
    : taken<(Which >> 1), std::conditional_t<(Which & 1) != 0, std::tuple<B..., A>, std::tuple<B...>>, Rest...> {};
template <int N, class... X>
using first_of = typename taken<(1u << N) - 1, std::tuple<>, X...>::type;

/// What is wanted of F at arguments A..., by those in the set Which.
template <wanted What, unsigned Which, class F, class Arguments>
struct derivative;
template <wanted What, unsigned Which, class F, class... A>
struct derivative<What, Which, F, std::tuple<A...>> {
  static constexpr unsigned by = Which ? Which : (1u << sizeof...(A)) - 1;
  using T = typename number_of_all<A...>::type;

  static constexpr bool check() {
    check_function<F, A...>();
    static_assert(
        is_number_answer<answer_of<F, typename symbolic<A>::type...>>,
        "gradient, hvp and hessian need a function that returns one number; jacobian and vjp take the others");
    static_assert(by < 1u << sizeof...(A), "the function has no argument at that place");
    return true;
  }
  template <class... B>
  static constexpr auto form_by(std::tuple<B...>*) -> derivative_form<T, B...>;
  using form = decltype(form_by(static_cast<typename taken<by, std::tuple<>, A...>::type*>(nullptr)));
  using result = value_with_gradient<T, typename form::type>;

  /// The value and the derivative; the directions of a product with the Hessian follow the arguments.
  template <class... X>
  static constexpr result run(const X&... x) {
    static_assert(check());
    static_assert(rolled<F, typename symbolic<A>::type...>().wrong.what == fault::none,
                  "extents inside this function do not fit together");
    result r{};
    run_into(r, std::make_integer_sequence<int, form::count>{}, flat_argument<X, T>(x)...);
    return r;
  }
  template <int... K, class... X>
  static constexpr void run_into(result& r, std::integer_sequence<int, K...>, const X&... x) {
    const T* const arguments[] = {x.p...};
    [&](auto&&... d) {
      T* const results[] = {&r.value, d.p...};
      run_plan<What, by, F, T, typename symbolic<A>::type...>(arguments, results);
      (d.finish(), ...);
    }(flat_result<std::remove_cvref_t<decltype(form::template part<K>(r.gradient))>, T>(
        form::template part<K>(r.gradient))...);
  }
};

template <class F, unsigned Which>
struct value_and_gradient_of {
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    return derivative<wanted::gradient, Which, F, std::tuple<A...>>::run(a...);
  }
};
template <class F, unsigned Which>
struct gradient_of {
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    return derivative<wanted::gradient, Which, F, std::tuple<A...>>::run(a...).gradient;
  }
};

/// The function whose value is {f(x...), the derivative of f}: by all arguments, or by those whose places are named, 0
/// being the first. The derivative has the form of the argument, is an array where all arguments are numbers, and else
/// a tuple.
template <int... Arguments, class F>
constexpr value_and_gradient_of<F, ((1u << Arguments) | ... | 0u)> value_and_gradient(const F&) {
  return {};
}
/// The same without the value.
template <int... Arguments, class F>
constexpr gradient_of<F, ((1u << Arguments) | ... | 0u)> gradient(const F&) {
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
