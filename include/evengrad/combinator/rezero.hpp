// Residual branches that begin as nothing: ReZero (Bachlechner et al. 2020) and SkipInit (De & Smith 2020).
#pragma once
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/bias.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// x + α body(x) with one learned α for the branch, at first what Alpha gives: De & Smith begin with 0, or with the
/// root of 1 / branches.
template <class Alpha = init::zeros, class F>
constexpr auto skip_init(F body) {
  if constexpr (check_part<F>()) return residual(body | gain_from<Alpha>);
  else return refused_t{};
}
/// x + α body(x) with α = 0 at first, so that a network of any depth begins as the identity and its Jacobian with it;
/// α is the parameter "g" of the layer `gain` behind the branch. SkipInit is the same formula.
template <class F>
constexpr auto rezero(F body) {
  return skip_init<init::zeros>(body);
}

}  // namespace evengrad::inline EVENGRAD_ISA
