// A chain with links that see whole parameters: each parameter goes through all stages while it is in the cache.
#pragma once
#include <evengrad/core/pack.hpp>
#include <evengrad/optim/chain.hpp>
#include <evengrad/optim/weight_mask.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Where the slots of link I of these links begin.
template <class Links, int I>
constexpr int first_slot() {
  return [&]<std::size_t... J>(std::index_sequence<J...>) { return (std::tuple_element_t<J, Links>::slots + ... + 0); }
  (std::make_index_sequence<std::size_t(I)>{});
}
/// The bit of the marks that selects link I; −1 where nothing does.
template <class Links, int I>
constexpr int mark_of() {
  if constexpr (!selects_itself<std::tuple_element_t<std::size_t(I), Links>>) return -1;
  else return [&]<std::size_t... J>(std::index_sequence<J...>) {
      return (int(selects_itself<std::tuple_element_t<J, Links>>) + ... + 0);
    }
  (std::make_index_sequence<std::size_t(I)>{});
}

/// The rules of links From … To − 1, as one.
template <int From, int To, class Links>
auto rules_of(const Links& all, const step_facts& facts) {
  return [&]<std::size_t... J>(std::index_sequence<J...>) {
    return chained_rule<linked_rule<decltype(std::get<From + J>(all).at(facts)),
                                    std::tuple_element_t<From + J, Links>::slots, mark_of<Links, From + int(J)>()>...>{
        {{std::get<From + J>(all).at(facts)}...}};
  }
  (std::make_index_sequence<std::size_t(To - From)>{});
}

/// The first link from I on that sees whole parameters, or the number of all.
template <class Links, int I>
constexpr int next_whole() {
  if constexpr (I == int(std::tuple_size_v<Links>)) return I;
  else if constexpr (sees_whole_itself<std::tuple_element_t<std::size_t(I), Links>>()) return I;
  else return next_whole<Links, I + 1>();
}

/// A step of one parameter, from link I on: runs of links that go weight by weight are one loop each, the last of which
/// changes the weights. A link that sees a whole parameter may fill zeros: a mask, where there is one, empties them.
template <int I, int Lanes, class T, class Links>
void run_stages(const Links& all, const step_facts& facts, const parameter_step<T>& s, T* weights, unsigned marks,
                const weight_mask* kept) {
  constexpr int count = int(std::tuple_size_v<Links>), end = next_whole<Links, I>(), first = first_slot<Links, I>(),
                slots = first_slot<Links, end>() - first;
  using P = pack<T, Lanes>;
  if constexpr (end > I || end == count) {
    const auto rule = rules_of<I, end>(all, facts);
    for (std::int64_t i = 0; i < s.size(); i += Lanes) {
      P slot[slots + 1];
      T* const kept = s.slots + first * s.stride + i;
      for (int k = 0; k < slots; ++k) slot[k] = P::load(kept + k * s.stride);
      const P old = P::load(weights + i), d = rule(P::load(s.direction + i), old, slot, marks);
      if constexpr (end == count) P(old - d).store(weights + i);
      else d.store(s.direction + i);
      for (int k = 0; k < slots; ++k) slot[k].store(kept + k * s.stride);
    }
  }
  if constexpr (end < count) {
    constexpr int mark = mark_of<Links, end>();
    if (mark < 0 || (marks >> (mark < 0 ? 0 : mark) & 1)) {
      parameter_step<T> own = s;
      own.slots += first_slot<Links, end>() * s.stride;
      std::get<end>(all).at(facts)(own);
      if (kept) kept->apply(s.direction, s.place.offset, s.size());
    }
    run_stages<end + 1, Lanes>(all, facts, s, weights, marks, kept);
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
