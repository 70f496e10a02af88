// Chains: transforms one after the other, as one rule for all weights; `a | b | c`.
#pragma once
#include <evengrad/optim/parameter_place.hpp>
#include <evengrad/optim/transform.hpp>

#include <tuple>

namespace evengrad::inline EVENGRAD_ISA {

template <class X>
constexpr auto links_of(const X& x);

/// The transforms one after the other, in one loop over all weights where none needs to see a whole parameter.
template <a_transform... X>
struct chain_of {
  std::tuple<X...> transforms;
  void check() const {
    std::apply([](const X&... x) { (x.check(), ...); }, transforms);
  }
};
template <class... X>
inline constexpr bool is_chain_of<chain_of<X...>> = true;

/// The links of a transform, from the first to the last, as a tuple.
template <class X>
constexpr auto links_of(const X& x) {
  if constexpr (is_chain_of<X>)
    return std::apply([](const auto&... y) { return std::tuple_cat(links_of(y)...); }, x.transforms);
  else if constexpr (is_named_chain<X>) return links_of(x.parts());
  else return std::tuple<std::remove_const_t<X>>(x);
}
template <class X>
using links = decltype(links_of(std::declval<const X&>()));

template <class L>
constexpr bool asks_for_norm_itself() {
  if constexpr (requires { L::needs_norm; }) return L::needs_norm;
  else return false;
}
template <class L>
constexpr bool sees_whole_itself() {
  if constexpr (requires { L::sees_whole; }) return L::sees_whole;
  else return false;
}
template <class L>
inline constexpr bool selects_itself = requires(const L& l, parameter_place p) {
  l.selects(p);
};
template <class L>
inline constexpr bool climbs_itself = requires(const L& l) {
  l.climb(1.);
};
template <class L>
inline constexpr bool masks_itself = requires {
  requires L::masks;
};
template <class L>
inline constexpr bool leaves_result = requires {
  L::result_slot;
};
/// Whether it says which of its numbers change, if it is told figures by which they do.
template <class L>
constexpr bool lists_what_changes() {
  if constexpr (requires(L & l) { l.observe(1.); }) return requires(L & l) {
      l.each_number([](auto&) {});
    };
  else return true;
}

/// What is said of the links of a chain, together.
template <class Links>
struct summary_of_links;
template <class... L>
struct summary_of_links<std::tuple<L...>> {
  static constexpr int slots = (L::slots + ... + 0), selecting = (int(selects_itself<L>) + ... + 0),
                       results = (int(leaves_result<L>) + ... + 0), masks = (int(masks_itself<L>) + ... + 0);
  static constexpr bool norm = (asks_for_norm_itself<L>() || ...), whole = (sees_whole_itself<L>() || ...),
                        climbs = (climbs_itself<L> || ...), lists = (lists_what_changes<L>() && ...),
                        masked = masks > 0;
};
template <class X>
using chain_facts = summary_of_links<links<X>>;

/// How many numbers a transform keeps for each weight.
template <class X>
inline constexpr int slots_of = chain_facts<X>::slots;
/// Whether it needs the norm of the whole gradient before any weight may change.
template <class X>
constexpr bool asks_for_norm() {
  return chain_facts<X>::norm;
}
/// Whether it looks at each weight alone, so that this may change as soon as its gradient is there.
template <class X>
constexpr bool goes_weight_by_weight() {
  return !chain_facts<X>::norm && !chain_facts<X>::whole && !chain_facts<X>::climbs;
}

/// `chain(a, b, …)`, the same as `a | b | …`.
template <class First, class... X>
constexpr auto chain(First first, X... x) {
  if constexpr (check_transform<First>() && (check_transform<X>() && ...)) {
    constexpr bool norm_first = !(asks_for_norm<X>() || ...);
    static_assert(norm_first, "the norm is that of the gradients: a transform that needs it comes first in the chain");
    if constexpr (norm_first) return chain_of<First, X...>{{first, x...}};
    else return refused_transform{};
  } else return refused_transform{};
}
template <a_transform A, a_transform B>
constexpr auto operator|(A a, B b) {
  if constexpr (is_chain_of<A>) return std::apply([&](const auto&... x) { return chain(x..., b); }, a.transforms);
  else return chain(a, b);
}

/// One link's rule in a chain: where its slots begin, and which bit of a parameter's marks selects it (−1: always).
template <class R, int Slots, int Mark>
struct linked_rule {
  R rule;
  template <class P>
  EVENGRAD_INLINE constexpr void operator()(P& d, P w, P*& slot, unsigned marks) const {
    if constexpr (Mark < 0) d = rule(d, w, slot);
    else if (marks >> Mark & 1) d = rule(d, w, slot);
    slot += Slots;
  }
};
template <class... R>
struct chained_rule {
  std::tuple<R...> rules;
  template <class P>
  constexpr P operator()(P d, P w, P* slot, unsigned marks) const {
    return std::apply([&](const auto&... r) { return (r(d, w, slot, marks), ..., d); }, rules);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
