// Where training has come to, and all that it goes on from.
#pragma once
#include <evengrad/core/type_name.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/train/checkpoint.hpp>
#include <evengrad/train/fit_options.hpp>
#include <evengrad/train/history.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Besides the model and the optimizer.
template <const auto& Net, class T>
struct training_progress {
  training_history history;
  best_so_far best;
  checkpoint<Net, T> of_best;  // with `keep_best`

  [[gnu::noinline]] ~training_progress() = default;  // called wherever `fit` is left
};

/// What an observer is shown that keeps a training, to go on with it: see resume.hpp.
template <const auto& Net, class T, class X>
struct training {
  model<Net, T>& m;
  optimizer<T, X>& rule;
  training_progress<Net, T>& progress;
  const fit_options& options;
  int rows;          // of the data
  const char* loss;  // its written_type
};

}  // namespace evengrad::inline EVENGRAD_ISA
