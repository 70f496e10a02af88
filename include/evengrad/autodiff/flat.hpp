// Arguments and results as flat arrays of one number type: at run time the caller's own memory, in constant expressions
// a copy.
#pragma once
#include <evengrad/autodiff/trace.hpp>

#include <tuple>

namespace evengrad::inline EVENGRAD_ISA {

/// The number type of a calculation with arguments A...: double, or float where no argument is double.
template <class... A>
struct number_of_all {
  using common = std::common_type_t<typename symbolic<A>::number...>;
  using type = std::conditional_t<std::is_integral_v<common>, double, common>;
};

/// The form of A with numbers of type T, in and out of a flat array.
template <class A, class T>
struct flat {
  using type = T;
  static constexpr void copy(const A& x, T* to) { *to = T(x); }
  static constexpr void copy(const T* from, T& x) { x = *from; }
};
template <class A, std::size_t N, class T>
struct flat<std::array<A, N>, T> {
  using type = std::array<typename flat<A, T>::type, N>;
  static constexpr int step = symbolic<A>::count;
  static constexpr void copy(const std::array<A, N>& x, T* to) {
    for (int i = 0; i < int(N); ++i) flat<A, T>::copy(x[i], to + i * step);
  }
  static constexpr void copy(const T* from, type& x) {
    for (int i = 0; i < int(N); ++i) flat<A, T>::copy(from + i * step, x[i]);
  }
};
template <class S, int... N, class T>
struct flat<tensor<S, N...>, T> {
  using type = tensor<T, N...>;
  static constexpr void copy(const tensor<S, N...>& x, T* to) {
    for (int i = 0; i < x.count; ++i) to[i] = T(x.data[i]);
  }
  static constexpr void copy(const T* from, type& x) {
    for (int i = 0; i < x.count; ++i) x.data[i] = from[i];
  }
};

/// An argument that a plan reads.
template <class A, class T>
struct flat_argument {
  T copied[symbolic<A>::count];
  const T* p;

  constexpr flat_argument(const A& x) : p(copied) {
    if constexpr (std::is_same_v<typename symbolic<A>::number, T> && !std::is_arithmetic_v<A>) {
      if (!std::is_constant_evaluated()) {
        p = reinterpret_cast<const T*>(&x);
        return;
      }
    }
    flat<A, T>::copy(x, copied);
  }
  flat_argument(const flat_argument&) = delete;
};
/// A result that a plan writes to; `finish` after that.
template <class Form, class T>
struct flat_result {
  Form& to;
  T copied[symbolic<Form>::count];
  T* p;

  constexpr explicit flat_result(Form& to) : to(to), p(copied) {
    if (!std::is_constant_evaluated()) p = reinterpret_cast<T*>(&to);
  }
  flat_result(const flat_result&) = delete;
  constexpr void finish() {
    if (p == copied) flat<Form, T>::copy(copied, to);
  }
};

/// The same form with take(numbers...) in the place of its numbers, which are taken in order.
template <class Take, class X, class... Y>
constexpr auto remade(const Take& take, const X& x, const Y&... y) {
  return take(x, y...);
}
template <class Take, class X, int... N, class... Y>
constexpr auto remade(const Take& take, const tensor<X, N...>& x, const Y&... y) {
  tensor<decltype(take(x[0], y[0]...)), N...> r{};
  for (int i = 0; i < r.count; ++i) r.data[i] = take(x[i], y[i]...);
  return r;
}
template <class Take, class X, std::size_t N, class... Y>
constexpr auto remade(const Take& take, const std::array<X, N>& x, const Y&... y) {
  std::array<decltype(remade(take, x[0], y[0]...)), N> r{};
  for (int i = 0; i < int(N); ++i) r[i] = remade(take, x[i], y[i]...);
  return r;
}

/// What a derivative by several arguments looks like: like the argument if there is one, an array if all are numbers,
/// else a tuple.
template <class T, class... A>
struct derivative_form {
  static constexpr int count = sizeof...(A);
  static constexpr bool numbers = count > 1 && (std::is_same_v<typename flat<A, T>::type, T> && ...);
  static constexpr auto make() {
    if constexpr (numbers) return std::array<T, count>{};
    else if constexpr (count == 1) return (typename flat<A, T>::type{}, ...);
    else return std::tuple<typename flat<A, T>::type...>{};
  }
  using type = decltype(make());
  template <int I>
  static constexpr auto& part(type& d) {
    if constexpr (count == 1) return d;
    else return std::get<I>(d);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
