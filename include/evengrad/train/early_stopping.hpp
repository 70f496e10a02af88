// Which epoch was best on the validation data, and how long that is ago.
#pragma once
#include <evengrad/core/failure.hpp>

#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// Training ends after so many epochs in a row that were not better than the best before, by more than `min_delta`;
/// with a patience of 0 it never does.
struct early_stopping_options {
  int patience = 0;
  double min_delta = 0;
};

/// What epochs are compared by.
enum class judged_by : unsigned char { validation_loss, accuracy };

/// The best of the figures so far, the smaller the better.
struct best_so_far {
  double best = HUGE_VAL, bar = HUGE_VAL;  // the bar is what early stopping compares with
  std::int32_t epoch = -1, waited = 0;

  /// Whether this epoch's figure is the best so far; NaN never is.
  bool see(double figure, std::int32_t of_epoch, double min_delta) {
    if (figure < bar - min_delta) bar = figure, waited = 0;
    else ++waited;
    if (!(figure < best)) return false;
    best = figure, epoch = of_epoch;
    return true;
  }
  bool is_enough(const early_stopping_options& o) const { return o.patience > 0 && waited >= o.patience; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
