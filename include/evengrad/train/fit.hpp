// Training: epochs of shuffled batches, with a bar, a history, and accuracy on data that was held out.
#pragma once
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/train/checkpoint.hpp>
#include <evengrad/train/data_source.hpp>
#include <evengrad/train/evaluate.hpp>
#include <evengrad/train/observers.hpp>
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

inline std::string figure(const char* name, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %.4f", name, value);
  return text;
}

/// What `fit` does, with a source of batches.
template <class Lints, const auto& Net, class T, class Source, class Loss, class X, class... Observers>
training_history fit_from(model<Net, T>& m, Source& source, const Loss& loss, const X& transform, const fit_options& o,
                          Observers&... observers) {
  training_history history;
  if constexpr (check_loss<Loss>() && check_transform<X>() && check_fit<Net, Loss>() &&
                (check_observer<Observers, model<Net, T>, Loss, fit_options>() && ...)) {
    constexpr bool plain = std::is_same_v<Source, plain_source>;
    const dataset data = source.raw();
    if constexpr (!plain) check_data(data);
    check_fits<Net, T, Loss>(source.first());
    const bool validates = o.validation.x.rows > 0;
    if (validates) check_fits<Net, T, Loss>(o.validation);
    m.check_fitted("fit");
    if (o.batch < 1) fail("fit.batch", std::to_string(o.batch), "give at least one row");
    if (o.epochs < 1) fail("fit.epochs", std::to_string(o.epochs), "give at least one epoch");
    tell_lints<Net, Lints, Loss>(plain ? data.x : rows_view{data.x.data, 0, data.x.width});
    optimizer<T, X> rule(transform);
    (tell_begin(m, loss, data, o, observers), ...);
    checkpoint<Net, T> last;
    last.take(m);
    const go_back<Net, T> guard{last, m};  // wherever something throws
    minibatch batch;
    auto diverged = [&](int epoch, const char* value) {
      (tell_failure(m, loss, batch, std::int64_t(m.steps()), epoch, observers), ...);
      last.give(m);
      fail("fit, epoch " + std::to_string(epoch + 1), value,
           "lower the learning rate or scale the input; the model is as before this epoch");
    };
    bool goes_on = true;
    for (int epoch = 0; epoch < o.epochs && goes_on; ++epoch) {
      double total = 0;
      batches shuffled(data, o.batch, evengrad::seed{o.shuffle.value + std::uint64_t(epoch) + 1});
      progress bar("epoch " + std::to_string(epoch + 1) + "/" + std::to_string(o.epochs), shuffled.size());
      const double began = steady_seconds();
      std::int64_t seen = 0, done = 0;
      for (int i = 0; i < shuffled.size() && goes_on; ++i) {
        const std::uint64_t step = m.steps();
        batch = source.prepare(shuffled[i], seed_of_step(o.shuffle, step));
        const double l = observed_step(m, loss, batch, rule, observers...);
        if (!(l - l == 0)) diverged(epoch, l == l ? "the loss is infinite" : "the loss is not a number");
        total += l * batch.x.rows, seen += batch.x.rows;
        if (o.show) bar.update(++done, figure("loss", total / double(seen)));
        ((goes_on = tell_step({std::int64_t(step), epoch, l, batch.x.rows}, observers) && goes_on), ...);
      }
      if (epoch + 1 == o.epochs || !goes_on) rule.finish(m.weights(), m.weight_count());
      checkpoint<Net, T> now;
      now.take(m);
      if (!now.finite()) diverged(epoch, "a weight is not finite");
      last = std::move(now);
      epoch_result result{.loss = total / double(seen), .steps = std::int64_t(m.steps())};
      if (validates) result.accuracy = accuracy(m, o.validation);
      result.seconds = steady_seconds() - began;
      history.push_back(result);
      rule.observe(validates ? 1 - result.accuracy : result.loss);
      if (o.show)
        bar.finish(figure("loss", result.loss) + (validates ? ", " + figure("accuracy", result.accuracy) : ""));
      ((goes_on = tell_epoch(m, result, observers) && goes_on), ...);
      if (!goes_on) history.ended = ending::by_observer;
    }
  }
  return history;
}

/// Trains the model; the history has an entry for each epoch. After each, the optimizer is told the share of errors on
/// the validation data, or the training loss where there is none; after the last it may leave other weights than it
/// went on with, such as their average. Observers are told what happens, see observers.hpp: a function of an
/// epoch_result is one. Bad data, hyper-parameters or options fail before the
/// first step. Where the loss, or at the end of an epoch a weight, is no longer finite, it fails too, and the model is
/// as it was after the last epoch before, or as it was given. `Lints` says what becomes of lints: a line on stderr for
/// each, once; `fit<no_lints>(…)` looks for none.
template <class Lints = lints_as_lines, const auto& Net, class T, class Loss, class X, class... Observers>
training_history fit(model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                     const fit_options& o = {}, Observers&&... observers) {
  plain_source source{data};
  return fit_from<Lints>(m, source, loss, transform, o, observers...);
}
/// The same with batches that a source prepares, such as augmented ones.
template <class Lints = lints_as_lines, const auto& Net, class T, class Source, class Loss, class X, class... Observers>
requires a_data_source<std::remove_reference_t<Source>> training_history fit(model<Net, T>& m, Source&& source,
                                                                             const Loss& loss, const X& transform,
                                                                             const fit_options& o = {},
                                                                             Observers&&... observers) {
  return fit_from<Lints>(m, source, loss, transform, o, observers...);
}

}  // namespace evengrad::inline EVENGRAD_ISA
