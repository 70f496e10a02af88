// Parts one after the other: a | b | c, left to right.
#pragma once
#include <evengrad/layer/layer.hpp>

#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

template <int I, class L>
struct link {
  [[no_unique_address]] L part;
};
template <class I, class... L>
struct chain_t;
// A flat list: a nested pair would cost a level of recursion for every layer, and compilers stop at 512.
template <int... I, class... L>
struct chain_t<std::integer_sequence<int, I...>, L...> : layer, link<I, L>... {
  constexpr chain_t(L... part) : link<I, L>{part}... {}
  constexpr symbol build(symbol x) const {
    ((x = apply(static_cast<const link<I, L>&>(*this).part, x)), ...);
    return x;
  }
  /// The results of all parts of the same x, joined from left to right.
  template <class How>
  constexpr symbol fold(symbol x) const {
    symbol y;
    ((y = I == 0 ? apply(static_cast<const link<I, L>&>(*this).part, x)
                 : How::join(y, apply(static_cast<const link<I, L>&>(*this).part, x))),
     ...);
    return y;
  }
  template <class... M>
  constexpr auto then(M... more) const {
    return chain_t<std::make_integer_sequence<int, sizeof...(L) + sizeof...(M)>, L..., M...>(
        static_cast<const link<I, L>&>(*this).part..., more...);
  }
  template <class Before>
  constexpr auto after(Before before) const {
    return before.then(static_cast<const link<I, L>&>(*this).part...);
  }
};
template <a_layer L>
constexpr auto as_chain(L part) {
  if constexpr (requires { part.then(part); }) return part;
  else return chain_t<std::integer_sequence<int, 0>, L>(part);
}
template <a_layer A, a_layer B>
consteval auto operator|(A a, B b) {
  return as_chain(b).after(as_chain(a));
}

}  // namespace evengrad::inline EVENGRAD_ISA
