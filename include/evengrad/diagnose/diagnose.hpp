// What is wrong with a training, from its recording: one alarm for a cause, the most important first.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/diagnose/fitting.hpp>
#include <evengrad/diagnose/gradients.hpp>
#include <evengrad/diagnose/learning_rate.hpp>
#include <evengrad/diagnose/numbers.hpp>
#include <evengrad/diagnose/units.hpp>

#include <array>

namespace evengrad::inline EVENGRAD_ISA {

/// In the order of importance.
inline constexpr std::array<alarm_rule, ailment_count> alarm_rules{not_finite_alarms,
                                                                   unscaled_input_alarms,
                                                                   symmetric_alarms,
                                                                   exploding_alarms,
                                                                   learning_rate_too_high_alarms,
                                                                   dead_alarms,
                                                                   saturated_alarms,
                                                                   vanishing_alarms,
                                                                   learning_rate_too_low_alarms,
                                                                   stuck_alarms,
                                                                   overfitting_alarms,
                                                                   underfitting_alarms};

/// Whether the one makes the other, so that it is to be told and the other is not.
constexpr bool explains(ailment cause, ailment other) {
  using enum ailment;
  const bool of_learning = other == stuck || other == underfitting || other == learning_rate_too_low;
  switch (cause) {
    case not_finite:  // what is measured of such numbers means nothing
      return of_learning || other == dead || other == saturated || other == vanishing;
    case unscaled_input:
      return of_learning || other == exploding || other == learning_rate_too_high || other == dead ||
             other == saturated || other == vanishing || other == overfitting;
    case symmetric:  // gradients of equal units add up
      return of_learning || other == learning_rate_too_high || other == dead || other == saturated ||
             other == vanishing;
    case exploding:
      return of_learning || other == learning_rate_too_high || other == dead || other == saturated ||
             other == overfitting;
    case learning_rate_too_high:
      return of_learning || other == exploding || other == dead || other == saturated || other == vanishing ||
             other == overfitting;
    case dead:
    case saturated:
      return of_learning || other == vanishing;
    case vanishing:
      return of_learning || other == learning_rate_too_high || other == dead;
    case learning_rate_too_low:
      return other == stuck || other == underfitting;
    case stuck:
      return other == underfitting;
    default:
      return false;
  }
}

/// Whether the one was there when the other began; where both stand in the same step, the one that is earlier in the
/// list of rules. But what is there at the first step already no step has made.
inline bool in_time(const recording& r, ailment cause, const alarm& a, ailment other, const alarm& b) {
  if (a.step < 0 || b.step < 0) return cause < other;
  if (cause == ailment::learning_rate_too_high && b.step == r.steps.front().step) return false;
  return a.step == b.step ? cause < other : a.step < b.step;
}

/// What is wrong with a training: an empty list where nothing is. Alarms that another one explains are left out. Fails
/// where a step does not have the figures of each layer and parameter.
inline std::vector<alarm> diagnose(const recording& r) {
  for (const recorded_step& s : r.steps)
    if (s.layers.size() != r.layers.size() || s.parameters.size() != r.parameters.size())
      fail("diagnose, step " + std::to_string(s.step),
           std::to_string(s.layers.size()) + " layers and " + std::to_string(s.parameters.size()) +
               " parameters, the network has " + std::to_string(r.layers.size()) + " and " +
               std::to_string(r.parameters.size()),
           "record all steps with one recorder and one network");
  std::vector<std::pair<ailment, alarm>> all;
  for (int i = 0; i < ailment_count; ++i)
    for (alarm& a : alarm_rules[std::size_t(i)](r)) all.emplace_back(ailment(i), std::move(a));
  std::vector<alarm> told;
  for (const auto& [what, a] : all) {
    bool explained = false;
    for (const auto& [cause, c] : all)
      explained = explained || (explains(cause, what) && in_time(r, cause, c, what, a));
    if (!explained) told.push_back(a);
  }
  return told;
}

}  // namespace evengrad::inline EVENGRAD_ISA
