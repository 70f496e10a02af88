// Lints as errors, as lines of text, or off, by policy.
#pragma once
#include <evengrad/signal/healthy.hpp>
#include <evengrad/signal/lint.hpp>

#include <string>

namespace evengrad::inline EVENGRAD_ISA {

enum class lint_level : unsigned char { off, line, error };

/// What becomes of each lint: a policy is a struct with such a function. This one takes all as errors.
struct all_lints {
  static constexpr lint_level level(lint) { return lint_level::error; }
};

struct placed_lint {
  lint what{};
  printed_text place, name;
};
/// The lints of a network, and behind them those of the blocks that it repeats; beyond the last are none looked for.
struct placed_lints {
  static constexpr int most = 16;
  placed_lint of[most];
  int count = 0;

  template <class C, int I>
  constexpr void add() {
    constexpr const auto& g = graph_of<C, I>;
    for (const lint_finding& f : linter(g).found) {
      if (count == most) return;
      placed_lint& p = of[count++];
      p.what = f.what, p.name.put_before(f.name);
      if (f.layer < 0) p.place.put_before("the network");
      p.place.put_layer_before(g.layers.data(), f.layer);
    }
  }
};
template <const auto& Net, class Loss>
inline constexpr placed_lints lints_of = [] {
  using C = checked<Net, Loss>;
  placed_lints all;
  [&]<int... I>(std::integer_sequence<int, I...>) { (all.template add<C, I>(), ...); }
  (std::make_integer_sequence<int, sources_of<C>.count>{});
  return all;
}();

/// A lint of each kind has a sentence of its own, and an entry in docs/problems.md.
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
  static_assert(fits_by_name<What != layer_without_effect, Layer, Name>, "the output does not depend on this layer");
  static_assert(fits_by_name<What != softmax_before_log_loss, Layer, Name>,
                "this loss takes logits, for the softmax is a part of it: leave the layer out");
}

/// `static_assert(eg::strict<net>(eg::cross_entropy))` holds, or fails with a message for the first lint that the
/// policy takes as an error, or for a signal that is not healthy.
template <const auto& Net, class Policy = all_lints, class Loss = signal_probe>
consteval bool strict(const Loss& = {}) {
  if constexpr (check_fit<Net, Loss>()) {
    constexpr const placed_lints& all = lints_of<Net, Loss>;
    constexpr int first = [&] {
      for (int i = 0; i < all.count; ++i)
        if (Policy::level(all.of[i].what) == lint_level::error) return i;
      return -1;
    }();
    if constexpr (first >= 0) {
      constexpr placed_lint l = all.of[first];
      complain<l.what, l.place.template as<in_layer<l.place.size + 1>>(),
               l.name.template as<called<l.name.size + 1>>()>();
    } else return healthy<Net>();
  }
  return true;
}

/// A lint in words.
inline std::string_view words_of(lint what) {
  static constexpr std::string_view words[lint_count] = {
      "bias_without_effect: batch normalization takes this bias off again; leave it out",
      "dropout_before_batch_norm: its running variance is not that of inference; put dropout behind it",
      "norm_of_one_element: nothing is left of it; normalize over more",
      "unreached_parameter: no gradient reaches it; let the output depend on it, or freeze it",
      "layer_without_effect: the output does not depend on it",
      "softmax_before_log_loss: the loss takes logits; leave softmax out"};
  return words[std::size_t(what)];
}
/// A line for each lint that the policy does not turn off: print it on stderr before training.
template <const auto& Net, class Policy = all_lints, class Loss = signal_probe>
std::string lints(const Loss& = {}) {
  std::string out;
  for (int i = 0; i < lints_of<Net, Loss>.count; ++i) {
    const placed_lint& l = lints_of<Net, Loss>.of[i];
    if (Policy::level(l.what) == lint_level::off) continue;
    out.append(l.place.text, std::size_t(l.place.size));
    if (l.name.size) out.append(".").append(l.name.text, std::size_t(l.name.size));
    out.append(": ").append(words_of(l.what)).append("\n");
  }
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
