// What is written in a network and does nothing, or harm: the name, the sentence and the cure of each lint.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstddef>
#include <string_view>

namespace evengrad::inline EVENGRAD_ISA {

enum class lint : unsigned char {
  bias_without_effect,
  dropout_before_batch_norm,
  norm_of_one_element,
  unreached_parameter,
  layer_without_effect,
  softmax_before_log_loss,
  gain_too_small,
  sigmoid_stack,
  unscaled_input
};
inline constexpr int lint_count = 9;

/// The text of a lint. docs/lints.md has an entry of the same name: a wrong and a right network, and the harm measured.
struct lint_text {
  std::string_view name, sentence, cure;
};

// In C++20 the text of a static_assert is a literal: lint/strict.hpp has each once more, as "sentence: cure", and
// `python3 docs/lints.py --check` compares them.
inline constexpr lint_text lint_texts[lint_count] = {
    {"bias_without_effect", "batch normalization takes this bias off again",
     "leave it out, as in eg::dense<64, eg::init::he_normal, void>"},
    {"dropout_before_batch_norm", "dropout in front of batch normalization",
     "it keeps a variance that inference has not, so put dropout behind it"},
    {"norm_of_one_element", "the mean of one element is that element, and nothing is left of it",
     "normalize over more"},
    {"unreached_parameter", "no gradient reaches this parameter", "let the output depend on it, or freeze it"},
    {"layer_without_effect", "the output does not depend on this layer", "take it away, or use its value"},
    {"softmax_before_log_loss", "this loss takes logits, for softmax or sigmoid is a part of it",
     "leave the layer out"},
    {"gain_too_small", "from this weight on a stack of layers loses 99 % of the mean square and of its gradients",
     "draw with the gain of the activation, such as eg::init::he_normal for relu"},
    {"sigmoid_stack", "more than three sigmoids in a row, and next to no gradient reaches the first",
     "normalize or add residuals between, or take tanh or relu"},
    {"unscaled_input", "numbers far from 1 go into the first product as they come",
     "begin with eg::standardize, or scale the data"}};

constexpr const lint_text& text_of(lint what) { return lint_texts[std::size_t(what)]; }

enum class lint_level : unsigned char { off, line, error };

/// What becomes of each lint: a policy is a type with such a function. This one, that of `strict`, takes all as errors.
struct all_lints {
  static constexpr lint_level level(lint) { return lint_level::error; }
};
/// That of `fit`: a line on stderr for each, for a net with a lint may still train, and only worse than it could.
struct lints_as_lines {
  static constexpr lint_level level(lint) { return lint_level::line; }
};
/// Looks for none; nothing is compiled for them.
struct no_lints {
  static constexpr lint_level level(lint) { return lint_level::off; }
};

template <class Policy>
constexpr bool looks_for(lint what) {
  return Policy::level(what) != lint_level::off;
}
template <class Policy>
inline constexpr bool looks_for_any = [] {
  for (int i = 0; i < lint_count; ++i)
    if (looks_for<Policy>(lint(i))) return true;
  return false;
}();

/// Where it was found: a layer of the graph, and the name of the parameter where it is about one.
struct lint_finding {
  lint what;
  int layer;
  std::string_view name = {};
};

}  // namespace evengrad::inline EVENGRAD_ISA
