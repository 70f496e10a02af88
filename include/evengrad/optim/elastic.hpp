// Penalties on weights (L2: Tikhonov 1943, Hoerl & Kennard 1970; L1: Tibshirani 1996) and both (Zou & Hastie 2005), as
// links that add their derivative to the gradient.
#pragma once
#include <evengrad/core/sign.hpp>
#include <evengrad/optim/weight_decay.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A link that adds the derivative of a penalty, of which value(w) is what one weight pays. It stands before the rule:
/// `chain(l2{1e-4}, adam{})`, with `only("dense_1", l2{1e-3})` for one layer. `eg::penalty(model, rule)` is the sum.
template <class L>
inline constexpr bool is_penalty = requires(const L& l, double w) {
  l.value(w);
};

/// ½ rate · w² for each weight: rate · w is added to the gradient. (Keras writes rate · w², which is twice this one.)
struct l2 {
  static constexpr int slots = 0;
  double rate = 1e-4;
  parameter_kinds kinds = decayed_by_default;
  bool selects(const parameter_place& p) const { return has_kind(kinds, p.kind); }
  auto at(step_facts f) const { return add_decayed_weights{rate}.at(f); }
  template <class T>
  T value(T w) const {
    return T(0.5 * rate) * w * w;
  }
  void check() const { check_not_negative("l2.rate", rate); }
};

/// rate · |w| for each weight: rate · sign(w) is added to the gradient, nothing where w is 0.
struct l1 {
  static constexpr int slots = 0;
  double rate = 1e-5;
  parameter_kinds kinds = decayed_by_default;
  bool selects(const parameter_place& p) const { return has_kind(kinds, p.kind); }
  auto at(step_facts) const {
    return [share = rate]<class P>(P d, P w, P*) { return P(d + P(typename P::value_type(share)) * sign(w)); };
  }
  template <class T>
  T value(T w) const {
    return T(rate) * abs(w);
  }
  void check() const { check_not_negative("l1.rate", rate); }
};

/// l1_rate · |w| + ½ l2_rate · w² for each weight.
struct elastic {
  double l1_rate = 1e-5, l2_rate = 1e-4;
  parameter_kinds kinds = decayed_by_default;
  auto parts() const { return chain(l1{l1_rate, kinds}, l2{l2_rate, kinds}); }
  void check() const { check_not_negative("elastic.l1_rate", l1_rate), check_not_negative("elastic.l2_rate", l2_rate); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
