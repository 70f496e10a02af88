// Training: epochs of shuffled batches, with a bar, a history, and figures on data that was held out.
#pragma once
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/train/data_source.hpp>
#include <evengrad/train/evaluate.hpp>
#include <evengrad/train/interrupt.hpp>
#include <evengrad/train/observers.hpp>
#include <evengrad/train/progress.hpp>
#include <evengrad/train/tell_lints.hpp>
#include <evengrad/train/training_progress.hpp>

namespace evengrad::inline EVENGRAD_ISA {

[[gnu::cold]] inline std::string figure(const char* name, double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %.4f", name, value);
  return text;
}
/// "loss 0.1234, accuracy 0.9876": what was measured.
[[gnu::cold]] inline std::string text_of(const epoch_result& e) {
  std::string text = figure("loss", e.loss);
  const auto add = [&](const char* name, double value) {
    if (value == value) text.append(figure(name, value));
  };
  add(", accuracy", e.accuracy), add(", validation loss", e.validation_loss);
  add(", training accuracy", e.training_accuracy);
  return text;
}
[[gnu::cold]] inline std::string label_of(int epoch, int epochs) {
  char text[64];
  std::snprintf(text, sizeof text, "epoch %d/%d", epoch + 1, epochs);
  return text;
}

[[noreturn, gnu::cold]] inline void fail_in_epoch(int epoch, const char* value) {
  fail("fit, epoch " + std::to_string(epoch + 1), value,
       "lower the learning rate or scale the input; the model is as before this epoch");
}

/// What `fit` does, with a source of batches.
template <class Lints, const auto& Net, class T, class Source, class Loss, class X, class... Observers>
training_history fit_from(model<Net, T>& m, Source& source, const Loss& loss, const X& transform, const fit_options& o,
                          Observers&... observers) {
  training_progress<Net, T> p;
  if constexpr (check_loss<Loss>() && check_transform<X>() && check_makers_of_steps<Observers...>() &&
                (check_observer<Observers, training<Net, T, X>, model<Net, T>, Loss, fit_options>() && ...)) {
    constexpr bool plain = std::is_same_v<Source, plain_source>;
    constexpr shape out = model<Net, T>::program.out;
    const dataset data = source.raw();
    if constexpr (!plain) check_data(data);
    check_fits<Net, T, Loss>(source.first());
    const bool tells_apart = can_be_right<Loss>(data, out), validates = o.validation.x.rows > 0;
    if (plain ? tells_apart : data.classes > 0) check_several_classes(data.y);
    if (validates) check_fits<Net, T, Loss>(o.validation);
    const bool counts = validates && can_be_right<Loss>(o.validation, out),
               by_accuracy = o.best_by == judged_by::accuracy,
               judges = validates && (by_accuracy ? counts : loss_formula<Loss, out>.loss >= 0);
    check_options(o, judges);
    m.check_fitted("fit");
    tell_lints<Net, Lints, Loss>(plain ? data.x : rows_view{data.x.data, 0, data.x.width});
    optimizer<T, X> rule(transform);
    m.tell(rule);
    const training<Net, T, X> all{m, rule, p, o, data.rows(), written_type<Loss>()};
    (restore_by(all, observers), ...);
    checkpoint<Net, T> last;
    last.take(m);
    const go_back<Net, T> guard{last, m};  // wherever something throws
    (tell_begin(m, loss, data, o, p.history, observers), ...);

    const interrupt_watch ctrl_c;
    history& epochs = p.history;
    int epoch = int(epochs.size());
    std::int64_t step = 0;
    minibatch batch;
    auto diverged = [&](const char* value) {
      (tell_failure(m, loss, batch, step, epoch, observers), ...);
      last.give(m);
      fail_in_epoch(epoch, value);
    };
    auto take_finite = [&] {
      checkpoint<Net, T> now;
      now.take(m);
      if (!now.finite()) diverged("a weight is not finite");
      last = std::move(now);
    };
    auto look_at = [&](epoch_result& e) {
      if (validates) {
        const evaluation v = measure<Loss>(m, o.validation, counts);
        e.accuracy = v.accuracy, e.validation_loss = v.loss;
      }
      if (o.training_accuracy && tells_apart && plain) e.training_accuracy = measure<Loss>(m, data, true).accuracy;
    };
    auto is_best = [&](const epoch_result& e, int of_epoch) {
      return judges &&
             p.best.see(by_accuracy ? 1 - e.accuracy : e.validation_loss, of_epoch, o.early_stopping.min_delta);
    };
    bool goes_on = true, concluded = false;
    auto end = [&](ending why) {
      if (std::exchange(goes_on, false)) p.history.ended = why;
    };
    auto end_early = [&](int next) {
      if (next < o.epochs && p.best.is_enough(o.early_stopping)) end(ending::early_stopping);
    };
    // The weights with which training ends may be others: their average, or those of the best epoch.
    auto conclude = [&] {
      if (std::exchange(concluded, true) || epochs.empty()) return;
      if constexpr (chain_facts<X>::results > 0) {
        rule.finish(m.weights(), m.weight_count());
        take_finite(), look_at(epochs.back());
        if (is_best(epochs.back(), int(epochs.size()) - 1)) p.of_best.take(m);
      }
      if (o.keep_best && p.best.epoch >= 0) {
        const std::uint64_t steps = m.steps();
        p.of_best.give(m), m.set_steps(steps), last.take(m);
      }
      p.history.best = p.best.epoch;
    };
    end_early(epoch);
    for (; epoch < o.epochs && goes_on; ++epoch) {
      double total = 0;
      batches shuffled(data, o.batch, evengrad::seed{o.shuffle.value + std::uint64_t(epoch) + 1});
      progress bar(label_of(epoch, o.epochs), shuffled.size());
      const double began = steady_seconds();
      std::int64_t seen = 0, done = 0;
      while (done < shuffled.size() && goes_on) {
        step = std::int64_t(m.steps());
        batch = source.prepare(shuffled[int(done)], seed_of_step(o.shuffle, m.steps()));
        const double l = observed_step(m, loss, batch, rule, observers...);
        if (!(l - l == 0)) diverged(l == l ? "the loss is infinite" : "the loss is not a number");
        total += l * batch.x.rows, seen += batch.x.rows, ++done;
        if (o.show) bar.update(done, bar.redraws() ? figure("loss", total / double(seen)) : std::string());
        if (interrupt_watch::seen()) end(ending::interrupted);
        ((tell_step({step, epoch, l, batch.x.rows}, observers) ? void() : end(ending::by_observer)), ...);
      }
      take_finite();
      epoch_result e{.loss = total / double(seen), .learning_rate = rule.rate(), .steps = std::int64_t(m.steps())};
      look_at(e);
      e.seconds = steady_seconds() - began;
      epochs.push_back(e);
      rule.observe(counts ? 1 - e.accuracy : e.validation_loss == e.validation_loss ? e.validation_loss : e.loss);
      if (is_best(e, epoch) && o.keep_best) p.of_best.take(m);
      if (done == shuffled.size()) (keep_by(all, observers), ...);
      if (interrupt_watch::seen()) end(ending::interrupted);
      end_early(epoch + 1);
      if (epoch + 1 == o.epochs || !goes_on) conclude();
      if (o.show) bar.finish(text_of(epochs.back()));
      ((tell_epoch(m, epochs.back(), observers) ? void() : end(ending::by_observer)), ...);
      if (interrupt_watch::seen()) end(ending::interrupted);
      batch = {};
    }
    conclude();
    if (p.history.ended == ending::interrupted)
      std::fprintf(stderr, "fit: interrupted in %s; the model keeps what it learned, and the history ends there\n",
                   label_of(epoch - 1, o.epochs).c_str());
    (tell_end(m, p.history, observers), ...);
  }
  return std::move(p.history);
}

/// Trains the model; the history has an entry for each epoch, and says how training ended and which epoch was best.
/// After each epoch the optimizer is told the share of errors on the validation data, or their loss where there are no
/// classes, or the training loss where there are no such data; after the last it may leave other weights than it went
/// on with, such as their average. Observers are told what happens, see observers.hpp: a function of an epoch_result is
/// one. Bad data, hyper-parameters or options fail before the first step. Where the loss, or at the end of an epoch a
/// weight, is no longer finite, it fails too, and the model is as it was after the last epoch before, or as it was
/// given. Ctrl-C ends the epoch that has begun, and training with it. `Lints` says what becomes of lints: a line on
/// stderr for each, once; `fit<no_lints>(…)` looks for none.
template <class Lints = lints_as_lines, const auto& Net, class T, class Loss, class X, class... Observers>
training_history fit(model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                     const fit_options& o = {}, Observers&&... observers) {
  if constexpr (!check_loss<Loss>() || !check_fit<Net, Loss>()) return {};  // here the message is short
  else {
    plain_source source{data};
    return fit_from<Lints>(m, source, loss, transform, o, observers...);
  }
}
/// The same with batches that a source prepares, such as augmented ones.
template <class Lints = lints_as_lines, const auto& Net, class T, class Source, class Loss, class X, class... Observers>
requires a_data_source<std::remove_reference_t<Source>> training_history fit(model<Net, T>& m, Source&& source,
                                                                             const Loss& loss, const X& transform,
                                                                             const fit_options& o = {},
                                                                             Observers&&... observers) {
  if constexpr (!check_loss<Loss>() || !check_fit<Net, Loss>()) return {};
  else return fit_from<Lints>(m, source, loss, transform, o, observers...);
}

}  // namespace evengrad::inline EVENGRAD_ISA
