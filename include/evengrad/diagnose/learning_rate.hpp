// Rules of the learning rate: steps that are too long, or too short, for the weights that they change.
#pragma once
#include <evengrad/diagnose/units.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The length of a step by that of the weights of products; about 1e-3 is healthy.
inline constexpr double most_ratio = 0.09, least_ratio = 1.2e-4;
/// The loss may be so many times the first one.
inline constexpr double most_growth = 1.5;
/// Steps are too short only where so much of the first loss, or more, is left.
inline constexpr double nothing_learned = 0.9;
/// So many steps have to be recorded before it is judged what came of them.
inline constexpr std::size_t steps_to_judge = 3;

/// Units that were alive and died, or saturated, on the way: the first layer, and its share then and now.
struct lost_units {
  int layer = -1;
  double first = 0, now = 0;
};
template <class Share>
lost_units find_lost_units(const recording& r, double most, const Share& share) {
  for (const int l : inner_activations(r)) {
    const double first = share(r.steps.front(), l), now = recent(r, [&](const recorded_step&s) { return share(s, l); });
    if (first < most / 2 && now > most) return {l, first, now};
  }
  return {};
}

/// Steps that are long beside the weights, a loss that grows, or units that are lost while training.
inline std::vector<alarm> learning_rate_too_high_alarms(const recording& r) {
  if (r.steps.empty()) return {};
  const auto is_long = [&](const recorded_step& s) { return update_ratio(r, s) > most_ratio; };
  const auto tell = [&](const std::string& figure, const auto& holds) {
    return std::vector<alarm>{alarm_since(r, ailment::learning_rate_too_high, "the network", figure, holds)};
  };
  for (const recorded_step& s : r.steps)
    if (is_long(s))
      return tell("a step changes the weights by " + figure_text(update_ratio(r, s)) + " of their size", is_long);
  const double first = loss_at_first(r), now = recent(r, loss_of, recent_steps * steps_of_loss(r));
  const std::string went = "the loss went from " + figure_text(r.steps.front().loss) + " to ";
  if (r.steps.size() >= steps_to_judge) {
    if (first > 0 && now > most_growth * first)
      return tell(went + figure_text(now), [&](const recorded_step& s) { return s.loss > most_growth * first; });
    if (const lost_units d = find_lost_units(r, most_dead, dead_share); d.layer >= 0)
      return tell(percent_text(d.first) + " of the units of " + r.layers[std::size_t(d.layer)].name +
                      " were dead at first, now " + percent_text(d.now),
                  [&](const recorded_step& s) { return dead_share(s, d.layer) > most_dead; });
    if (const lost_units d = find_lost_units(r, most_saturated, saturated_share); d.layer >= 0)
      return tell(percent_text(d.first) + " of the values of " + r.layers[std::size_t(d.layer)].name +
                      " were saturated at first, now " + percent_text(d.now),
                  [&](const recorded_step& s) { return saturated_share(s, d.layer) > most_saturated; });
  }
  // Between the steps that were recorded it may have been higher still, and an epoch's mean has seen them all.
  const double of_epochs = blind_loss(r) > 0 ? first : first_loss(r);
  for (std::size_t e = 0; e < r.epochs.size(); ++e)
    if (first > 0 && r.epochs[e].loss > most_growth * of_epochs)
      return {alarm(ailment::learning_rate_too_high, "the network",
                    went + figure_text(r.epochs[e].loss) + ", the mean of an epoch", -1, int(e))};
  return {};
}

inline std::vector<alarm> learning_rate_too_low_alarms(const recording& r) {
  if (r.steps.size() < steps_to_judge) return {};
  const auto ratio = [&](const recorded_step& s) { return update_ratio(r, s); };
  const double x = recent(r, ratio), at_start = at_first(r, ratio), first = at_first(r, loss_of),
               now = recent(r, loss_of);
  if (!(std::max(x, at_start) < least_ratio) || !(now > nothing_learned * first)) return {};
  return {alarm_since(
      r, ailment::learning_rate_too_low, "the network",
      "a step changes the weights by " + figure_text(x) + " of their size, and the loss is still " + figure_text(now),
      [&](const recorded_step& s) { return ratio(s) < least_ratio; })};
}

}  // namespace evengrad::inline EVENGRAD_ISA
