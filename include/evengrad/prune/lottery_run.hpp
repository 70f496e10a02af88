// One training of a lottery experiment, and what was measured of it: a row of its table.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// What was measured on the validation data after so many steps.
struct validation_point {
  std::int64_t step = 0;
  double loss = 0, accuracy = 0;
};

/// One training from a start with a mask. Early stop is the step of least validation loss, found afterwards (Frankle &
/// Carbin 2019, section 2); what was not measured is NaN.
struct lottery_run {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::string kind = "ticket";  // ticket, reinitialized, one-shot, random, …
  int trial = 1, round = 0, copy = 1;
  double remaining = 1;  // Pm, from 0 to 1
  std::int64_t steps = 0, early_stop = 0;
  double validation_loss = none, validation_accuracy = none;  // there
  double test_loss = none, test_accuracy = none;              // there
  double last_test_accuracy = none, last_training_accuracy = none;
  double seconds = 0;
  std::vector<validation_point> curve;
};

/// Which of all trainings: what a row is called by, tickets first.
inline auto key_of(const lottery_run& r) { return std::tuple(r.kind != "ticket", r.kind, r.trial, r.round, r.copy); }

}  // namespace evengrad::inline EVENGRAD_ISA
