// Transforms for some parameters only, by kind or by layer, and parameters that do not move.
#pragma once
#include <evengrad/optim/chain.hpp>

#include <span>

namespace evengrad::inline EVENGRAD_ISA {

template <class L>
struct selected_link : L {
  selection which;
  constexpr selected_link(const L& link, selection s) : L(link), which(s) {}
  bool selects(const parameter_place& p) const {
    if constexpr (selects_itself<L>)
      if (!L::selects(p)) return false;
    return which(p);
  }
  void check_names(std::span<const parameter_place> all) const {
    if constexpr (requires(const L& l) { l.check_names(all); }) L::check_names(all);
    for (const parameter_place& p : all)
      if (belongs_to(p.name, which.layer)) return;
    fail("optimizer", "no parameter is of " + std::string(which.layer), "see entries() for the names");
  }
};

template <a_transform X>
struct selected_transform {
  selection which;
  X inner;
  auto parts() const {
    return std::apply(
        [s = which]<class... L>(const L&... l) { return chain_of<selected_link<L>...>{{selected_link<L>(l, s)...}}; },
        links_of(inner));
  }
  void check() const { inner.check(); }
};
/// A transform for what is selected; the others pass it as they are: `only(eg::parameter_kinds::weights,
/// eg::clip_by_norm{1})`, `only("dense_1", …)`. The first step fails where the network has no such layer.
template <class X>
constexpr auto only(selection which, X x) {
  if constexpr (check_transform<X>()) return selected_transform<X>{which, x};
  else return refused_transform{};
}
/// A transform for all others.
template <class X>
constexpr auto except(selection which, X x) {
  which.others = !which.others;
  return only(which, x);
}

struct no_step {
  static constexpr int slots = 0;
  auto at(step_facts) const {
    return []<class P>(P, P, P*) { return P(typename P::value_type(0)); };
  }
  void check() const {}
};
/// Last in a chain: what is selected stays as it is, `freeze("dense_1")`. What never learns is better `frozen(layers)`
/// of the network, which computes no gradient for it.
constexpr auto freeze(selection which) { return only(which, no_step{}); }

}  // namespace evengrad::inline EVENGRAD_ISA
