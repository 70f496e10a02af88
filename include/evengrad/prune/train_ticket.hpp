// One training of a lottery experiment: so many steps with a mask, and what is measured on the way.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/optim/masked.hpp>
#include <evengrad/prune/lottery_options.hpp>
#include <evengrad/prune/lottery_run.hpp>
#include <evengrad/train/adapt.hpp>
#include <evengrad/train/checkpoint.hpp>
#include <evengrad/train/evaluate.hpp>
#include <evengrad/train/progress.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What tickets learn from, what early stop is found on, and what accuracy is measured on.
struct lottery_data {
  dataset train, validation, test;
};

/// Fails unless the data fits the network and the loss, which must be that of each row alone, for classes.
template <const auto& Net, class T, class Loss>
void check_lottery_data(const lottery_data& d) {
  constexpr shape out = model<Net, T>::program.out;
  for (const dataset* part : {&d.train, &d.validation, &d.test}) {
    check_fits<Net, T, Loss>(*part);
    if (!can_be_right<Loss>(*part, out))
      fail("lottery", "targets of which none is right or wrong", "give data with classes, which have an accuracy");
  }
  check_several_classes(d.train.y);
  if (loss_formula<Loss, out>.loss < 0)
    fail("lottery", "no validation loss, for that of a row depends on other rows", "take a loss of single rows");
}

/// What became of a ticket; the weights of early stop beside it. Those of the end are the model's.
template <const auto& Net, class T>
struct trained_ticket {
  lottery_run run;
  checkpoint<Net, T> early, kept;
  bool complete = true;  // else it was stopped
};

/// Trains what the model holds, with `rule | masked(mask)`, for `steps` steps of shuffled batches; early stop is the
/// first step of least validation loss among those looked at, NaN left out. Where a link of the rule keeps other
/// weights to end with, such as their average, those are looked at; links that are told figures are told the share of
/// errors each time, but the first. `goes_on(step)` is asked after every step, and false ends it, unless that was the
/// last. The data is taken as checked by `check_lottery_data`. Fails where the loss is no longer finite.
template <const auto& Net, class T, class Loss, class X, class F>
trained_ticket<Net, T> train_ticket(model<Net, T>& m, const weight_mask& mask, const lottery_data& data,
                                    const Loss& loss, const X& rule, const ticket_training& o, const F& goes_on) {
  check_options(o);
  mask.check_network(m.places());
  if constexpr (has_scaling<Net>) adapt(m, data.train);
  mask.apply(m.weights());
  const double began = steady_seconds();
  trained_ticket<Net, T> t;
  lottery_run& run = t.run;
  run.remaining = mask.remaining(), run.steps = o.steps;
  const auto masked_rule = rule | masked(mask);
  using chained = std::remove_const_t<decltype(masked_rule)>;
  constexpr bool ends_elsewhere = chain_facts<chained>::results > 0;
  optimizer<T, chained> update(masked_rule);
  update.begin_after(o.first);
  const auto look = [&](std::int64_t step) {
    checkpoint<Net, T> goes_on_with;
    if constexpr (ends_elsewhere) goes_on_with.take(m), update.finish(m.weights(), m.weight_count());
    const evaluation v = measure<Loss>(m, data.validation, true, o.chunk);
    run.curve.push_back({step, v.loss, v.accuracy});
    if (t.early.empty() || (v.loss == v.loss && !(run.validation_loss <= v.loss))) {
      run.early_stop = step, run.validation_loss = v.loss, run.validation_accuracy = v.accuracy;
      t.early.take(m);
    }
    if constexpr (ends_elsewhere) goes_on_with.give(m);
    if (step > o.first) update.observe(1 - v.accuracy);
  };
  std::int64_t step = o.first;
  if (o.keep_at == step) t.kept.take(m);
  look(step);
  const std::int64_t in_epoch = batches(data.train, o.batch).size();
  for (std::int64_t epoch = step / in_epoch; step < o.steps; ++epoch) {
    batches shuffled(data.train, o.batch, seed{o.shuffle.value + std::uint64_t(epoch) + 1});
    for (int i = int(step % in_epoch); i < shuffled.size() && step < o.steps; ++i) {
      const double l = double(m.fused_step(loss, shuffled[i], update));
      if (!(l - l == 0))
        fail("lottery, step " + std::to_string(step + 1), l == l ? "the loss is infinite" : "the loss is not a number",
             "lower the learning rate or scale the input");
      ++step;
      if (o.keep_at == step) t.kept.take(m);
      if (step % o.every == 0 || step == o.steps) look(step);
      if (!goes_on(step) && step < o.steps) return t.complete = false, t;
    }
  }
  if constexpr (ends_elsewhere) update.finish(m.weights(), m.weight_count());
  const int rows = o.training_rows > 0 ? std::min(o.training_rows, data.train.rows()) : data.train.rows();
  const dataset some{data.train.x.slice(0, rows), data.train.y.slice(0, rows), data.train.classes};
  run.last_training_accuracy = measure<Loss>(m, some, true, o.chunk).accuracy;
  run.last_test_accuracy = measure<Loss>(m, data.test, true, o.chunk).accuracy;
  checkpoint<Net, T> last;
  last.take(m);
  t.early.give(m);
  const evaluation at_early = measure<Loss>(m, data.test, true, o.chunk);
  last.give(m);
  run.test_loss = at_early.loss, run.test_accuracy = at_early.accuracy;
  run.seconds = steady_seconds() - began;
  return t;
}
template <const auto& Net, class T, class Loss, class X>
trained_ticket<Net, T> train_ticket(model<Net, T>& m, const weight_mask& mask, const lottery_data& data,
                                    const Loss& loss, const X& rule, const ticket_training& o = {}) {
  check_lottery_data<Net, T, Loss>(data);
  return train_ticket(m, mask, data, loss, rule, o, [](std::int64_t) { return true; });
}

}  // namespace evengrad::inline EVENGRAD_ISA
