// A plain function as a graph: it is called once, at compile time, with symbols in the place of its arguments.
#pragma once
#include <evengrad/autodiff/elementary.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a function receives in place of an argument of type A: the same form, of symbols.
template <class A>
struct symbolic;
template <class A>
requires std::is_arithmetic_v<A>
struct symbolic<A> {
  using type = symbol;
  using number = A;
  static constexpr int count = 1;
};
template <class A, std::size_t N>
struct symbolic<std::array<A, N>> {
  using type = std::array<typename symbolic<A>::type, N>;
  using number = typename symbolic<A>::number;
  static constexpr int count = int(N) * symbolic<A>::count;
};
template <class T, int... N>
struct symbolic<tensor<T, N...>> {
  using type = tensor<symbol, N...>;
  using number = T;
  static constexpr int count = (N * ...);
};
template <class A>
concept an_argument = requires {
  typename symbolic<A>::type;
};

/// The elements of a symbolic value, as many as the number it stands for has.
template <class S>
struct elements;
template <>
struct elements<symbol> {
  static constexpr int count = 1;
};
template <class S, std::size_t N>
requires(elements<S>::count > 0) struct elements<std::array<S, N>> {
  static constexpr int count = int(N) * elements<S>::count;
};
template <int... N>
struct elements<tensor<symbol, N...>> {
  static constexpr int count = (N * ...);
};

/// Elements from `at` on of a flat leaf, in the form S.
template <class S>
struct form_of;
template <>
struct form_of<symbol> {
  static constexpr symbol take(symbol leaf, int at) { return slice(leaf, at, 1); }
  static constexpr void collect(list<symbol>& to, symbol x) { to.push(x); }
};
template <class S, std::size_t N>
struct form_of<std::array<S, N>> {
  static constexpr std::array<S, N> take(symbol leaf, int at) {
    std::array<S, N> r{};
    for (int i = 0; i < int(N); ++i) r[i] = form_of<S>::take(leaf, at + i * elements<S>::count);
    return r;
  }
  static constexpr void collect(list<symbol>& to, const std::array<S, N>& x) {
    for (const S& s : x) form_of<S>::collect(to, s);
  }
};
template <int... N>
struct form_of<tensor<symbol, N...>> {
  static constexpr tensor<symbol, N...> take(symbol leaf, int at) {
    return {reshape(slice(leaf, at, (N * ...)), shape{N...})};
  }
};

/// Leaf k of n numbers.
constexpr symbol leaf(graph& g, int k, int n) {
  const int id = g.append({.what = kind::parameter, .dims = {n}, .parameter = k});
  g.parameters.push({.name = {}, .dims = {n}, .node = id});
  return {&g, id};
}

/// What F returns for symbols: a symbol or number, an array, or a tensor of symbols.
template <class F, class... S>
using answer_of = decltype(F{}(std::declval<const S&>()...));
template <class R>
inline constexpr bool is_number_answer = std::is_convertible_v<R, symbol>;

/// The arguments as leaves and F(arguments...) after them, all in one graph.
template <class F, class... S>
struct tracer {
  graph g;
  std::array<symbol, sizeof...(S)> leaves;

  constexpr tracer() {
    int k = 0;
    ((leaves[k] = leaf(g, k, elements<S>::count), ++k), ...);
  }
  template <int... K>
  constexpr auto call(std::integer_sequence<int, K...>) {
    return F{}(form_of<S>::take(leaves[K], 0)...);
  }
  constexpr auto call() { return call(std::make_integer_sequence<int, sizeof...(S)>{}); }
  constexpr symbol here(symbol x) { return x.g ? x : symbol{&g, g.number(x.value)}; }

  /// The node of F's number, or, where F returns several, of their product with one more leaf, as a sum.
  constexpr int root() {
    const auto y = call();
    using R = std::remove_cvref_t<decltype(y)>;
    if constexpr (is_number_answer<R>) return here(y).id;
    else {
      symbol weight = leaf(g, sizeof...(S), elements<R>::count);
      if constexpr (a_tensor<R>) return sum_all(reshape(weight, y.whole.dims()) * y.whole).id;
      else {
        list<symbol> parts;
        form_of<R>::collect(parts, y);
        symbol total{&g, g.number(0)};
        for (int i = 0; i < parts.size(); ++i) total = total + slice(weight, i, 1) * here(parts[i]);
        return total.id;
      }
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
