// How to train.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/data/dataset.hpp>
#include <evengrad/train/early_stopping.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// `validation` may be empty: then nothing is measured on it, and neither early stopping nor the best epoch is there.
struct fit_options {
  int batch = 32, epochs = 10;
  dataset validation{};
  evengrad::seed shuffle{0};
  bool show = true;  // a bar on stderr
  early_stopping_options early_stopping{};
  /// What makes an epoch the best, for early stopping, `keep_best` and `training_history::best`.
  judged_by best_by = judged_by::validation_loss;
  /// The weights of the best epoch are put back in the end.
  bool keep_best = false;
  /// Accuracy on the training data too, after every epoch.
  bool training_accuracy = false;
};

/// Fails where a number is out of range, or where what is asked for needs validation data.
[[gnu::cold]] inline void check_options(const fit_options& o, bool measures_best) {
  if (o.batch < 1) fail("fit.batch", std::to_string(o.batch), "give at least one row");
  if (o.epochs < 1) fail("fit.epochs", std::to_string(o.epochs), "give at least one epoch");
  const early_stopping_options& e = o.early_stopping;
  if (e.patience < 0)
    fail("fit.early_stopping.patience", std::to_string(e.patience),
         "give a number of epochs, or 0 to go on to the end");
  if (!(e.min_delta >= 0 && e.min_delta - e.min_delta == 0))
    fail("fit.early_stopping.min_delta", std::to_string(e.min_delta), "give a finite number that is not negative");
  if (measures_best || (e.patience == 0 && !o.keep_best)) return;
  const char* place = o.keep_best ? "fit.keep_best" : "fit.early_stopping";
  if (o.validation.x.rows < 1) fail(place, "no validation data", "give rows that are held out: .validation = test");
  if (o.best_by == judged_by::accuracy)
    fail(place, "no accuracy, for the targets are not classes", "take .best_by = eg::judged_by::validation_loss");
  fail(place, "no validation loss, for that of a row depends on other rows", "take .best_by = eg::judged_by::accuracy");
}

}  // namespace evengrad::inline EVENGRAD_ISA
