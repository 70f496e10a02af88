// Maxout (Goodfellow et al. 2013): the largest of a group of features, or of a few linear pieces that are learned.
#pragma once
#include <evengrad/layer/dense.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// (…, groups · k) → (…, groups): the largest of each k neighbours, which receives the gradient; equal largest ones
/// share it. Groups must divide the features.
constexpr symbol largest_of_groups(symbol x, int groups) {
  shape out = x.dims();
  const int features = out.last();
  if (groups < 1 || features % groups != 0) {
    x.g->fail(fault::groups_must_divide_the_features, features, groups);
    return x;
  }
  out[out.rank - 1] = groups;
  return reshape(largest(reshape(x, {x.dims().lines() * groups, features / groups})), out);
}

template <int Units>
struct maxout_t : layer {
  static constexpr std::string_view name = "maxout";
  constexpr symbol formula(symbol x) const { return largest_of_groups(x, Units); }
};
/// The features in so many groups of neighbours, of each the largest: `dense<30> | maxout<10>` has three pieces a unit.
template <int Units>
inline constexpr maxout_t<Units> maxout;

template <int Out, int Pieces, class W, class B>
struct maxout_dense_t : layer {
  static constexpr std::string_view name = "maxout_dense";
  constexpr symbol formula(symbol x) const {
    const symbol z = dense_t<Out * Pieces, W, B>{}.formula(x);
    return Out < 1 || Pieces < 1 ? z : largest_of_groups(z, Out);
  }
};
/// (…, k) → (…, Out): the largest of `Pieces` linear functions of x, a convex function that is learned. w is k × Out ·
/// Pieces, the pieces of a unit side by side. Equations 1 and 2 of the paper.
template <int Out, int Pieces = 2, an_initializer_or_parametrization W = init::automatic,
          an_initializer_or_none B = init::zeros>
inline constexpr maxout_dense_t<Out, Pieces, W, B> maxout_dense;

}  // namespace evengrad::inline EVENGRAD_ISA
