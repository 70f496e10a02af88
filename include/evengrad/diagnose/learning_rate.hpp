// Rules of the learning rate: steps that are too long, or too short, for the weights that they change.
#pragma once
#include <evengrad/diagnose/reading.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The length of a step by that of the weights of products; about 1e-3 is healthy.
inline constexpr double most_ratio = 0.1, least_ratio = 1e-5;
/// The loss may be so many times the first one.
inline constexpr double most_growth = 1.5;
/// Steps are too short only where so much of the first loss, or more, is left.
inline constexpr double nothing_learned = 0.9;
/// So many steps have to be recorded before they are judged.
inline constexpr std::size_t steps_to_judge = 3;

inline std::vector<alarm> learning_rate_too_high_alarms(const recording& r) {
  const auto ratio = [&](const recorded_step& s) { return update_ratio(r, s); };
  const auto loss = [](const recorded_step& s) { return s.loss; };
  if (r.steps.size() >= steps_to_judge) {
    if (const double x = recent(r, ratio); x > most_ratio)
      return {alarm_since(r, ailment::learning_rate_too_high, "the network",
                          "a step changes the weights by " + figure_text(x) + " of their size",
                          [&](const recorded_step& s) { return ratio(s) > most_ratio; })};
    const double first = r.steps.front().loss, now = recent(r, loss);
    if (first > 0 && now > most_growth * first)
      return {alarm_since(r, ailment::learning_rate_too_high, "the network",
                          "the loss went from " + figure_text(first) + " to " + figure_text(now),
                          [&](const recorded_step& s) { return s.loss > most_growth * first; })};
  }
  // Between the steps that were recorded it may have been higher still, and an epoch's mean has seen them all.
  if (!r.steps.empty())
    for (std::size_t e = 0; e < r.epochs.size(); ++e)
      if (const double first = r.steps.front().loss; first > 0 && r.epochs[e].loss > most_growth * first)
        return {alarm(ailment::learning_rate_too_high, "the network",
                      "the loss went from " + figure_text(first) + " to " + figure_text(r.epochs[e].loss) +
                          ", the mean of an epoch",
                      -1, int(e))};
  return {};
}

inline std::vector<alarm> learning_rate_too_low_alarms(const recording& r) {
  if (r.steps.size() < steps_to_judge) return {};
  const auto ratio = [&](const recorded_step& s) { return update_ratio(r, s); };
  const double x = recent(r, ratio), at_start = at_first(r, ratio),
               first = at_first(r, [](const recorded_step&s) { return s.loss; }),
               now = recent(r, [](const recorded_step&s) { return s.loss; });
  if (!(std::max(x, at_start) < least_ratio) || !(now > nothing_learned * first)) return {};
  return {alarm_since(
      r, ailment::learning_rate_too_low, "the network",
      "a step changes the weights by " + figure_text(x) + " of their size, and the loss is still " + figure_text(now),
      [&](const recorded_step& s) { return ratio(s) < least_ratio; })};
}

}  // namespace evengrad::inline EVENGRAD_ISA
