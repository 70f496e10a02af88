// Lints and signals as errors of the compiler, by policy.
#pragma once
#include <evengrad/lint/placed.hpp>
#include <evengrad/signal/healthy.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Each lint as a message: the text of lint/lint.hpp.
template <lint What, in_layer Layer, called Name>
consteval void complain() {
  using enum lint;
  static_assert(
      fits_by_name<What != bias_without_effect, Layer, Name>,
      "batch normalization takes this bias off again: leave it out, as in eg::dense<64, eg::init::he_normal, void>");
  static_assert(
      fits_by_name<What != dropout_before_batch_norm, Layer, Name>,
      "dropout in front of batch normalization: it keeps a variance that inference has not, so put dropout behind it");
  static_assert(fits_by_name<What != norm_of_one_element, Layer, Name>,
                "the mean of one element is that element, and nothing is left of it: normalize over more");
  static_assert(fits_by_name<What != unreached_parameter, Layer, Name>,
                "no gradient reaches this parameter: let the output depend on it, or freeze it");
  static_assert(fits_by_name<What != layer_without_effect, Layer, Name>,
                "the output does not depend on this layer: take it away, or use its value");
  static_assert(fits_by_name<What != softmax_before_log_loss, Layer, Name>,
                "this loss takes logits, for softmax or sigmoid is a part of it: leave the layer out");
  static_assert(fits_by_name<What != gain_too_small, Layer, Name>,
                "from this weight on a stack of layers loses 99 % of the mean square and of its gradients: draw with "
                "the gain of the activation, such as eg::init::he_normal for relu");
  static_assert(fits_by_name<What != sigmoid_stack, Layer, Name>,
                "more than three sigmoids in a row, and next to no gradient reaches the first: normalize or add "
                "residuals between, or take tanh or relu");
  static_assert(fits_by_name<What != unscaled_input, Layer, Name>,
                "numbers far from 1 go into the first product as they come: begin with eg::standardize, or scale the "
                "data");
}

/// Complains of the first lint that the policy takes as an error.
template <const auto& Net, class Policy, class Loss>
consteval bool check_lints() {
  constexpr const placed_lints& all = lints_of<Net, Loss, Policy>;
  constexpr int first = [&] {
    for (int i = 0; i < all.count; ++i)
      if (Policy::level(all.of[i].what) == lint_level::error) return i;
    return -1;
  }();
  if constexpr (first >= 0) {
    constexpr placed_lint l = all.of[first];
    complain<l.what, l.place.template as<in_layer<l.place.size + 1>>(),
             l.name.template as<called<l.name.size + 1>>()>();
  }
  return first < 0;
}

/// `static_assert(eg::strict<net>(eg::cross_entropy))` holds, or fails with a message for the first lint that the
/// policy takes as an error, or for a signal that is not healthy for the inputs that it states.
template <const auto& Net, class Policy = all_lints, class Loss = signal_probe>
consteval bool strict(const Loss& = {}) {
  if constexpr (check_fit<Net, Loss>())
    if constexpr (check_lints<Net, Policy, Loss>()) return healthy<Net, given<Policy>>();
  return true;
}

}  // namespace evengrad::inline EVENGRAD_ISA
