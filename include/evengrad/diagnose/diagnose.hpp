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

/// Whether one of these, the earlier in the list, makes the other, so that this is to be told and not the other.
constexpr bool explains(ailment cause, ailment other) {
  using enum ailment;
  switch (cause) {
    case not_finite:  // what is measured of such numbers means nothing
      return other != unscaled_input && other != exploding && other != learning_rate_too_high && other != overfitting;
    case unscaled_input:
      return other == exploding || other == learning_rate_too_high || other == learning_rate_too_low || other == dead ||
             other == saturated || other == vanishing || other == stuck || other == underfitting;
    case symmetric:
    case exploding:
    case dead:
    case saturated:
    case vanishing:
      return other > cause && other != overfitting && !(other == learning_rate_too_high && cause != exploding);
    case learning_rate_too_high:
      return other == dead || other == saturated || other == vanishing || other == stuck || other == underfitting ||
             other == exploding;
    case learning_rate_too_low:
    case stuck:
      return other == stuck || other == underfitting;
    default:
      return false;
  }
}

/// Whether `a` was there when `b` began. What stands at the first step already is not made by steps.
inline bool in_time(const alarm& a, const alarm& b) {
  if (a.step < 0 || b.step < 0) return true;
  return a.is(ailment::learning_rate_too_high) ? a.step < b.step : a.step <= b.step;
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
      explained = explained || (cause != what && explains(cause, what) && in_time(c, a));
    if (!explained) told.push_back(a);
  }
  return told;
}

}  // namespace evengrad::inline EVENGRAD_ISA
