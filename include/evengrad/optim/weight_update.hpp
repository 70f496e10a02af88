// The change of some weights in a step: a rule, the numbers that it keeps, and what a mask leaves of both.
#pragma once
#include <evengrad/core/pack.hpp>
#include <evengrad/optim/weight_mask.hpp>

#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// x where the weight is kept, and zero elsewhere; the bits of N weights, the first one lowest.
template <class T, int N>
EVENGRAD_INLINE pack<T, N> where_kept(unsigned bits, pack<T, N> x) {
  if constexpr (N == 1 || !one_vector<T, N>) {
    T lanes[N];
    x.store(lanes);
    for (int i = 0; i < N; ++i)
      if (!(bits >> i & 1)) lanes[i] = T(0);
    return pack<T, N>::load(lanes);
  } else {
    using integers = decltype(mask<T, N>::v);
    constexpr auto one_each = []<int... I>(lane_indices<I...>) { return integers{(1 << I)...}; }
    (first_indices<N>{});
    using integer = std::remove_cvref_t<decltype(integers{}[0])>;
    return select(mask<T, N>{(one_each & (integer(bits) - integers{})) != 0}, x, pack<T, N>(T(0)));
  }
}

/// One step's rule at an address of the weights: packs of weights and of their slots are read, changed and written.
template <class T, class Links, class Rule>
struct weight_update {
  static constexpr int slot_count = Links::slots;
  // A root and a division: with registers to spare, they wait behind the multiply-adds of the next tile.
  static constexpr bool takes_long = vector_bytes == 64;
  const T* weights;
  T* slots;
  const unsigned* marks;  // of each panel's width, which links it passes
  const weight_mask::word* kept;
  std::int64_t stride;  // from slot to slot of a weight
  Rule rule;

  template <int N>
  EVENGRAD_INLINE void operator()(T* at, pack<T, N> gradient, bool = false) const {
    using P = pack<T, N>;
    T* const s = slots + (at - weights);
    P slot[slot_count + 1];
#pragma GCC unroll 8
    for (int i = 0; i < slot_count; ++i) slot[i] = P::load(s + i * stride);
    P old = P::load(at);
    if constexpr (Links::masked) {  // then all that a rule makes of it is zero
      const unsigned bits = unsigned(kept[(at - weights) / panel_width]) >> (at - weights) % panel_width;
      old = where_kept(bits, old), gradient = where_kept(bits, gradient);
    }
    const unsigned passed = Links::selecting > 0 ? marks[(at - weights) / panel_width] : 0;
    P(old - rule(gradient, old, slot, passed)).store(at);
#pragma GCC unroll 8
    for (int i = 0; i < slot_count; ++i) slot[i].store(s + i * stride);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
