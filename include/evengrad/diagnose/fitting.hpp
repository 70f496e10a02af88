// Rules of epochs: a loss that stays that of a guess, training rows learned by heart, and a loss that no longer falls.
#pragma once
#include <evengrad/diagnose/reading.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// So many epochs have to be over before they are judged; a loss that stands still is, after four times as many.
inline constexpr std::size_t epochs_to_judge = 3;
/// And a loss that is stuck, after one more and so many steps: epochs of few rows are short.
inline constexpr std::size_t epochs_of_stuck = 4;
inline constexpr std::int64_t steps_of_stuck = 40;
/// A loss that is less than this share below ln C, and below that of the first epoch, is that of a blind guess.
inline constexpr double near_blind = 0.05;
/// Unless each of the last two epochs took off more than this share of ln C: some trainings begin slowly.
inline constexpr double begins_to_fall = 0.01;
/// By so much of the first loss the validation loss may lie above the training loss.
inline constexpr double most_gap = 0.2;
/// And the training loss has to have come down to this share of the first.
inline constexpr double learned_by_heart = 0.5;
/// So many more training rows than others may be right, where the losses say nothing.
inline constexpr double most_accuracy_gap = 0.2;
/// A training loss that is more than this share of the first one is far from zero.
inline constexpr double far_from_zero = 0.2;
/// A loss that falls by less than this share over the last third of the epochs falls no longer.
inline constexpr double still_falling = 0.1;

/// Where so many rows are right, a loss that is far from zero has another reason, such as smoothed targets.
inline constexpr double good_accuracy = 0.8;

inline std::vector<alarm> stuck_alarms(const recording& r) {
  const double blind = blind_loss(r);
  if (blind == 0 || r.epochs.size() < epochs_of_stuck) return {};
  if (!r.steps.empty() && r.steps.back().step < steps_of_stuck) return {};
  const bool validated = r.epochs.back().validation_loss == r.epochs.back().validation_loss;
  const auto of = [&](const epoch_result& e) { return validated ? e.validation_loss : e.loss; };
  // What is learned by heart of random targets brings the training loss down, and no other.
  const double first = of(r.epochs.front()), last = of(r.epochs.back()), learned = r.epochs.back().loss / blind;
  if (last < (1 - near_blind) * std::max(blind, first) || std::abs(learned - 1) > 3 * near_blind) return {};
  const std::size_t n = r.epochs.size();
  const auto fell = [&](std::size_t to) { return of(r.epochs[to - 1]) - of(r.epochs[to]) > begins_to_fall * blind; };
  if (fell(n - 2) && fell(n - 1)) return {};
  return {alarm(ailment::stuck, "the network",
                std::string(validated ? "a validation loss" : "a loss") + " of " + figure_text(last) + " after " +
                    std::to_string(r.epochs.size()) + " epochs, ln C is " + figure_text(blind),
                -1, int(r.epochs.size()) - 1)};
}

inline std::vector<alarm> overfitting_alarms(const recording& r) {
  if (r.epochs.size() < epochs_to_judge) return {};
  const double unit = first_loss(r);
  const auto gap = [&](const epoch_result& e) {
    return e.loss < learned_by_heart * unit ? (e.validation_loss - e.loss) / unit : 0;
  };
  const auto behind = [](const epoch_result& e) { return e.training_accuracy - e.accuracy; };
  const epoch_result& last = r.epochs.back();
  // One odd epoch says nothing: of the last three the one in the middle counts.
  const auto often = [&](auto figure, double bound) {
    return std::count_if(r.epochs.end() - 3, r.epochs.end(), [&](const epoch_result& e) { return figure(e) > bound; }) >
               1 &&
           figure(last) > bound;
  };
  const auto since = [&](auto figure, double bound) {
    const auto at =
        std::find_if(r.epochs.begin(), r.epochs.end(), [&](const epoch_result& e) { return figure(e) > bound; });
    return int(at - r.epochs.begin());
  };
  if (often(gap, most_gap))
    return {alarm(
        ailment::overfitting, "the network",
        "the validation loss is " + figure_text(last.validation_loss) + ", the training loss " + figure_text(last.loss),
        -1, since(gap, most_gap))};
  if (often(behind, most_accuracy_gap))
    return {alarm(ailment::overfitting, "the network",
                  percent_text(last.training_accuracy) + " of the training rows are right, and " +
                      percent_text(last.accuracy) + " of the others",
                  -1, since(behind, most_accuracy_gap))};
  return {};
}

/// It takes a loss that has come down and falls slower than before: one that has not begun to fall may do so yet.
inline std::vector<alarm> underfitting_alarms(const recording& r) {
  const std::size_t n = r.epochs.size(), third = n / 3;
  if (third <= epochs_to_judge) return {};
  const auto mean_loss = [&](std::size_t back) {
    double sum = 0;
    for (std::size_t e = n - back * third; e < n - (back - 1) * third; ++e) sum += r.epochs[e].loss / double(third);
    return sum;
  };
  const epoch_result& last = r.epochs.back();
  const double right = last.accuracy == last.accuracy ? last.accuracy : last.training_accuracy;
  if (right > good_accuracy || (right != right && r.loss.find("smoothed") != r.loss.npos)) return {};
  const double unit = first_loss(r), earlier = mean_loss(3), before = mean_loss(2), now = mean_loss(1);
  if (!(now > far_from_zero * unit && now > (1 - still_falling) * before && before - now < earlier - before)) return {};
  return {alarm(ailment::underfitting, "the network",
                "the training loss is " + figure_text(now) + ", " + std::to_string(third) + " epochs before it was " +
                    figure_text(before) + ", and at first " + figure_text(unit),
                -1, int(n) - 1)};
}

}  // namespace evengrad::inline EVENGRAD_ISA
