// What training leaves of each epoch, and how it ended.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// One epoch; what was not measured is NaN.
struct epoch_result {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double loss = none;      // mean of the steps' losses, each before its step
  double accuracy = none;  // on the validation data
  double validation_loss = none;
  double training_accuracy = none;  // on the training data, after the epoch, where it was asked for
  double learning_rate = none;      // of the last step, where the optimizer has one
  double seconds = 0;
  std::int64_t steps = 0;  // done in all, after it
};
using history = std::vector<epoch_result>;

/// Why `fit` came to an end.
enum class ending : unsigned char { all_epochs, early_stopping, interrupted, by_observer };

/// The history that `fit` returns.
struct training_history : history {
  ending ended = ending::all_epochs;
  int best = -1;  // the epoch, from 0, that was best on the validation data; -1 without
};

}  // namespace evengrad::inline EVENGRAD_ISA
