// What is wrong with a training, in words: the name, the sentence and the cure of each alarm.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// What a training can suffer from, the most important first: an earlier one may be the cause of a later one.
enum class ailment : unsigned char {
  not_finite,
  unscaled_input,
  symmetric,
  exploding,
  learning_rate_too_high,
  dead,
  saturated,
  vanishing,
  learning_rate_too_low,
  stuck,
  overfitting,
  underfitting
};
inline constexpr int ailment_count = 12;

/// The text of an alarm. docs/diagnosis.md has an entry of the same name: what it means and what was measured.
struct alarm_text {
  std::string_view name, sentence, cure;
};
inline constexpr alarm_text alarm_texts[ailment_count] = {
    {"not_finite", "the first number that is not finite was born here",
     "lower the learning rate, scale the input, and keep logarithms, roots and quotients away from where they end"},
    {"unscaled_input", "numbers far from 1 go into the first product as they come",
     "begin with eg::standardize, or scale the data"},
    {"symmetric", "units that began alike get the same gradient, and stay alike",
     "draw the weights of this layer, as eg::init::automatic does"},
    {"exploding", "the signal grows from layer to layer",
     "draw smaller weights, as eg::init::automatic does, or normalize"},
    {"learning_rate_too_high", "steps are so long that they undo what others have learned",
     "divide the learning rate by 10, or warm up"},
    {"dead", "units have a slope of zero for every row, and learn no more",
     "begin with a bias of zero, lower the learning rate, or take eg::leaky_relu"},
    {"saturated", "values lie where the activation is flat, and hardly a gradient comes through",
     "draw smaller weights, normalize in front of it, or lower the learning rate"},
    {"vanishing", "next to no gradient reaches this layer",
     "draw larger weights, as eg::init::automatic does, normalize, or add residuals"},
    {"learning_rate_too_low", "steps are too short to get anywhere", "multiply the learning rate by 10"},
    {"stuck", "the loss stays that of a guess which has not seen the row",
     "see whether each row has its own target still, and whether eg::recipe can learn a few rows by heart"},
    {"overfitting", "the training rows are learned by heart, and others are not understood",
     "get more data or augment it, add dropout or weight decay, or stop earlier"},
    {"underfitting", "the training loss falls no longer, and is far from zero",
     "make the network wider or deeper, or regularize less"}};

constexpr const alarm_text& text_of(ailment what) { return alarm_texts[std::size_t(what)]; }

/// Something that was found in a training: its name, the layer or parameter or "the network", the figure that shows it,
/// what that means, the cure, and the step and epoch, from 0, where it was seen first; -1 where it is about none.
struct alarm {
  std::string name, where, figure, sentence, cure;
  std::int64_t step = -1;
  int epoch = -1;

  alarm() = default;
  alarm(ailment what, std::string where, std::string figure, std::int64_t step = -1, int epoch = -1)
      : name(text_of(what).name),
        where(std::move(where)),
        figure(std::move(figure)),
        sentence(text_of(what).sentence),
        cure(text_of(what).cure),
        step(step),
        epoch(epoch) {}
  bool is(ailment what) const { return name == text_of(what).name; }
};

/// An alarm as a line: "dense_1: vanishing: next to no gradient reaches this layer (figure; step 10); cure\n".
inline std::string text(const alarm& a) {
  std::string s = a.where + ": " + a.name + ": " + a.sentence + " (" + a.figure;
  if (a.step >= 0) s += ", step " + std::to_string(a.step);
  else if (a.epoch >= 0) s += ", epoch " + std::to_string(a.epoch + 1);
  return s + "); " + a.cure + "\n";
}
/// A line for each, and one that says so where there is none.
inline std::string text(const std::vector<alarm>& alarms) {
  std::string s;
  for (const alarm& a : alarms) s += text(a);
  return alarms.empty() ? "no alarm\n" : s;
}

}  // namespace evengrad::inline EVENGRAD_ISA
