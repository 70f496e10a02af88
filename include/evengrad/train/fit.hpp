// Training: epochs of shuffled batches, with a bar, a history, and accuracy on data that was held out.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/train/evaluate.hpp>
#include <evengrad/train/progress.hpp>
#include <evengrad/train/tell_lints.hpp>

#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// How to train; `validation` may be empty.
struct fit_options {
  int batch = 32, epochs = 10;
  dataset validation{};
  evengrad::seed shuffle{0};
  bool show = true;
};

/// One epoch: mean training loss; accuracy on the validation data (NaN without).
struct epoch_result {
  double loss, accuracy;
};

inline std::string figure(const char* name, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %.4f", name, value);
  return text;
}

/// The numbers of a model at some time, to go back to.
template <const auto& Net, class T>
class checkpoint {
  std::vector<T> weights_, states_;

 public:
  void take(model<Net, T>& m) {
    weights_.assign(m.weights(), m.weights() + m.weight_count());
    states_.assign(m.states(), m.states() + m.state_count());
  }
  void give(model<Net, T>& m) const {
    std::copy(weights_.begin(), weights_.end(), m.weights());
    std::copy(states_.begin(), states_.end(), m.states());
  }
  bool finite() const {
    bool all = true;
    for (const T& w : weights_) all = all && w - w == T(0);
    return all;
  }
};

/// Trains the model; the history has an entry for each epoch. After each, the optimizer is told the share of errors on
/// the validation data, or the training loss where there is none; after the last it may leave other weights than it
/// went on with, such as their average. Bad data, hyper-parameters or options fail before the
/// first step. Where the loss, or at the end of an epoch a weight, is no longer finite, it fails too, and the model is
/// as it was after the last epoch before, or as it was given. `Lints` says what becomes of lints: a line on stderr for
/// each, once; `fit<no_lints>(…)` looks for none.
template <class Lints = lints_as_lines, const auto& Net, class T, class Loss, class X>
std::vector<epoch_result> fit(model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                              const fit_options& o = {}) {
  std::vector<epoch_result> history;
  if constexpr (check_loss<Loss>() && check_transform<X>() && check_fit<Net, Loss>()) {
    check_fits<Net, T, Loss>(data);
    const bool validates = o.validation.x.rows > 0;
    if (validates) check_fits<Net, T, Loss>(o.validation);
    m.check_fitted("fit");
    if (o.batch < 1) fail("fit.batch", std::to_string(o.batch), "give at least one row");
    if (o.epochs < 1) fail("fit.epochs", std::to_string(o.epochs), "give at least one epoch");
    tell_lints<Net, Lints, Loss>(data.x);
    optimizer<T, X> rule(transform);
    checkpoint<Net, T> last;
    last.take(m);
    auto diverged = [&](const char* value) {
      last.give(m);
      fail("fit, epoch " + std::to_string(history.size() + 1), value,
           "lower the learning rate or scale the input; the model is as before this epoch");
    };
    for (int epoch = 0; epoch < o.epochs; ++epoch) {
      double total = 0;
      batches shuffled(data, o.batch, evengrad::seed{o.shuffle.value + std::uint64_t(epoch) + 1});
      progress bar("epoch " + std::to_string(epoch + 1) + "/" + std::to_string(o.epochs), shuffled.size());
      std::int64_t seen = 0, done = 0;
      for (const minibatch& b : shuffled) {
        const double l = double(m.fused_step(loss, b, rule));
        if (!(l - l == 0)) diverged(l == l ? "the loss is infinite" : "the loss is not a number");
        total += l * b.x.rows, seen += b.x.rows;
        if (o.show) bar.update(++done, figure("loss", total / double(seen)));
      }
      if (epoch + 1 == o.epochs) rule.finish(m.weights(), m.weight_count());
      checkpoint<Net, T> now;
      now.take(m);
      if (!now.finite()) diverged("a weight is not finite");
      last = std::move(now);
      history.push_back({total / double(seen), validates ? accuracy(m, o.validation) : std::nan("")});
      rule.observe(validates ? 1 - history.back().accuracy : history.back().loss);
      if (o.show)
        bar.finish(figure("loss", history.back().loss) +
                   (validates ? ", " + figure("accuracy", history.back().accuracy) : ""));
    }
  }
  return history;
}

}  // namespace evengrad::inline EVENGRAD_ISA
