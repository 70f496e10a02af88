// What a call asks for: by which of its arguments a function is differentiated, and where their numbers lie.
#pragma once
#include <evengrad/autodiff/flat.hpp>
#include <evengrad/autodiff/run_plan.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The set of places that is named, as bits; none: 0.
template <int... Places>
inline constexpr unsigned places = ((1u << Places) | ... | 0u);

/// The types at the places in a set, from a list; the first N of a list.
template <unsigned Which, class Taken, class... A>
struct taken {
  using type = Taken;
};
template <unsigned Which, class... B, class A, class... Rest>
struct taken<Which, std::tuple<B...>, A, Rest...>
    : taken<(Which >> 1), std::conditional_t<(Which & 1) != 0, std::tuple<B..., A>, std::tuple<B...>>, Rest...> {};
/// Of a list in a tuple.
template <unsigned Which, class All>
struct taken_of;
template <unsigned Which, class... A>
struct taken_of<Which, std::tuple<A...>> : taken<Which, std::tuple<>, A...> {};
template <int N, class... X>
using first_of = typename taken<(1u << N) - 1, std::tuple<>, X...>::type;

/// F at arguments A..., by those in the set Which, or by all where that is empty.
template <unsigned Which, class F, class... A>
struct asked {
  static constexpr unsigned by = Which ? Which : (1u << sizeof...(A)) - 1;

  using T = typename number_of_all<A...>::type;
  using answer = answer_of<F, typename symbolic<A>::type...>;
  static constexpr auto as_symbols() {
    if constexpr (is_number_answer<answer>) return std::type_identity<symbol>{};
    else return std::type_identity<answer>{};
  }
  using number_or_array = typename decltype(as_symbols())::type;
  template <class... B>
  static constexpr auto form_by(std::tuple<B...>*) -> derivative_form<T, B...>;
  using form = decltype(form_by(static_cast<typename taken<by, std::tuple<>, A...>::type*>(nullptr)));

  static constexpr bool has(int argument) { return by >> argument & 1; }
  /// Where argument k begins among the numbers that are differentiated by; for the number of arguments, how many there
  /// are.
  static constexpr int begin_of(int k) {
    constexpr int counts[] = {symbolic<A>::count...};
    int n = 0;
    for (int i = 0; i < k; ++i)
      if (has(i)) n += counts[i];
    return n;
  }
  static constexpr int count = begin_of(sizeof...(A));

  /// `arguments`, and what follows them, are flat; `results` are the value and one for each argument in the set.
  template <wanted What>
  EVENGRAD_INLINE static constexpr void run(const T* const* arguments, T* const* results) {
    run_plan<What, by, F, T, typename symbolic<A>::type...>(arguments, results);
  }
};

template <unsigned Which, class F, class Arguments>
struct asked_of;
template <unsigned Which, class F, class... A>
struct asked_of<Which, F, std::tuple<A...>> {
  using type = asked<Which, F, A...>;
};

/// How many of n values are arguments, where as many directions follow as arguments are differentiated by.
template <unsigned Which>
constexpr int arguments_before_directions(int n) {
  return Which ? n - __builtin_popcount(Which) : n / 2;
}

/// What a function returns, and its gradient: `auto [value, gradient] = …`.
template <class T, class G>
struct value_with_gradient {
  T value;
  G gradient;
};

/// Value and gradient, from the gradients by each argument in a tuple: like derivative_form.
template <class T, class... D>
constexpr auto with_form(const T& value, const std::tuple<D...>& by) {
  const auto form = [](const auto&... d) {
    if constexpr (sizeof...(d) == 1) return (d, ...);
    else if constexpr ((std::is_same_v<D, T> && ...)) return std::array{d...};
    else return std::tuple{d...};
  };
  return value_with_gradient<T, decltype(std::apply(form, by))>{value, std::apply(form, by)};
}
/// Those of the parts, one for each argument, that are in the set By.
template <unsigned By, class... P>
constexpr auto parts_in(const std::tuple<P...>& parts) {
  return [&]<int... K>(std::integer_sequence<int, K...>) {
    return std::tuple_cat([&] {
      if constexpr (By >> K & 1) return std::tuple<P>(std::get<K>(parts));
      else return std::tuple<>();
    }()...);
  }
  (std::make_integer_sequence<int, int(sizeof...(P))>{});
}

/// Value and derivative of what is wanted at x..., which are the arguments and what follows them.
template <wanted What, class Asked, class... X>
constexpr auto derivative_of(const X&... x) {
  using T = typename Asked::T;
  using form = typename Asked::form;
  value_with_gradient<T, typename form::type> r;
  const auto into = [&r]<int... K>(std::integer_sequence<int, K...>, const auto&... a) EVENGRAD_LAMBDA {
    const T* const arguments[] = {a.p...};
    [&](auto&&... d) EVENGRAD_LAMBDA {
      T* const results[] = {&r.value, d.p...};
      Asked::template run<What>(arguments, results);
      (d.finish(), ...);
    }(flat_result<std::remove_cvref_t<decltype(form::template part<K>(r.gradient))>, T>(
        form::template part<K>(r.gradient))...);
  };
  into(std::make_integer_sequence<int, form::count>{}, flat_argument<X, T>(x)...);
  return r;
}

}  // namespace evengrad::inline EVENGRAD_ISA
