// Parts one after the other: a | b | c, left to right.
#pragma once
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class L>
inline constexpr int length_of = 1;

/// `first`, then `second`.
template <class A, class B>
struct chain_t : layer {
  static constexpr bool begins = true;
  [[no_unique_address]] A first;
  [[no_unique_address]] B second;
  constexpr symbol build(symbol x) const { return apply(second, apply(first, x)); }
};
template <class A, class B>
inline constexpr int length_of<chain_t<A, B>> = length_of<A> + length_of<B>;
template <class L>
inline constexpr bool is_chain = false;
template <class A, class B>
inline constexpr bool is_chain<chain_t<A, B>> = true;

/// Part I of a chain, from 0 on, whatever way it was put together; anything else is one part.
template <int I, class L>
constexpr auto part_at(const L& net) {
  if constexpr (!is_chain<L>) return net;
  else if constexpr (constexpr int n = length_of<decltype(L::first)>; I < n) return part_at<I>(net.first);
  else return part_at<I - n>(net.second);
}

// Counts like a binary number: what is appended joins an end of equal length first. So n parts are n pairs whose depth
// is about log n; a list would be written anew for each part, and compilers take that to heart from a hundred parts on.
template <class A, class B>
constexpr auto joined(A a, B b) {
  return chain_t<A, B>{{}, a, b};
}
template <class A, class Q, class B>
constexpr auto joined(chain_t<A, Q> a, B b) {
  if constexpr (length_of<Q> <= length_of<B>) return joined(a.first, chain_t<Q, B>{{}, a.second, b});
  else return chain_t<chain_t<A, Q>, B>{{}, a, b};
}
/// a, then b.
template <a_layer A, a_layer B>
constexpr auto operator|(A a, B b) {
  if constexpr (check_layer<A>() && check_layer<B>()) return joined(a, b);
  else return refused_t{};
}
template <a_layer A, class B>
constexpr refused_t operator|(A, B) {
  constexpr bool is_layer = a_layer<B>;
  static_assert(is_layer, "what stands right of | is not a layer: an object such as eg::relu or eg::dense<10>");
  return {};
}
template <class A, a_layer B>
constexpr refused_t operator|(A, B) {
  constexpr bool is_layer = a_layer<A>;
  static_assert(is_layer, "what stands left of | is not a layer: a network begins with eg::input<...>");
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
