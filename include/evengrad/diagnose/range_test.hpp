// The learning-rate range test of Smith 2017 (section 3.3): a short training whose rate grows with every step tells
// which rates a network can be trained with.
#pragma once
#include <evengrad/optim/schedule.hpp>
#include <evengrad/train/fit.hpp>

#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// A factor that begins at `from` and grows by `growth` with every step.
struct growing_rate {
  double from = 1, growth = 1;
  double operator()(std::int64_t step) const { return from * std::pow(growth, double(step - 1)); }
  void check() const { check_positive("growing_rate.from", from), check_positive("growing_rate.growth", growth); }
};

/// How a copy of a model is trained for a short while.
struct trial_options {
  int batch = 32, steps = 100;
  evengrad::seed shuffle{0};
  growing_rate rate{};
  double stop_above = HUGE_VAL;  // ends where the loss is larger, or not finite
  double stop_below = -HUGE_VAL;
};

/// The losses of the steps of a copy that is trained as by `fit`; the model stays as it is. What the copy has become is
/// shown to `look` in the end.
template <const auto& Net, class T, class Loss, class X, class Look>
std::vector<double> trial(const model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                          const trial_options& o, const Look& look) {
  model<Net, T> copy;
  copy.take(m);
  auto swept = chain(transform, scale_by_schedule{o.rate});
  optimizer<T, decltype(swept)> rule(swept);
  std::vector<double> losses;
  for (std::uint64_t epoch = 0; int(losses.size()) < o.steps; ++epoch) {
    batches shuffled(data, o.batch, evengrad::seed{o.shuffle.value + epoch + 1});
    for (int i = 0; i < shuffled.size() && int(losses.size()) < o.steps; ++i) {
      const double l = double(copy.fused_step(loss, shuffled[i], rule));
      losses.push_back(l);
      if (!(l - l == 0) || l > o.stop_above || l < o.stop_below) return look(copy), losses;
    }
  }
  look(copy);
  return losses;
}
template <const auto& Net, class T, class Loss, class X>
std::vector<double> trial(const model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                          const trial_options& o) {
  return trial(m, data, loss, transform, o, [](model<Net, T>&) {});
}

/// Factors of the rule's own rate to begin and to end with.
struct range_options {
  int batch = 32, steps = 100;
  double from = 1e-4, to = 1e4;
  evengrad::seed shuffle{0};
};
/// Step by step the factor and the loss, without what batches differ by and smoothed over about five steps; it ends
/// where the loss is above the first by three times its size.
struct range_result {
  std::vector<double> factors, losses;
  double first = 0;            // the mean loss of the untrained model with the same rows
  double suggested = 0;        // a tenth of the factor at which the loss was lowest; 0 where no rate brought it down
  double diverges = HUGE_VAL;  // where it ended, if it did
};

/// A loss that has not come down by so much, as a share of the first, has not come down.
inline constexpr double least_fall = 0.02;

/// The test itself, which gives no rates where `first` is not finite.
template <const auto& Net, class T, class Loss, class X>
range_result sweep_rates(const model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                         const range_options& o) {
  range_result r;
  const growing_rate rate{o.from, std::pow(o.to / o.from, 1. / (o.steps - 1))};
  const std::vector<double> before = trial(m, data, loss, transform, {o.batch, o.steps, o.shuffle, {1e-30, 1}});
  for (const double l : before) r.first += l / double(before.size());
  if (!(r.first - r.first == 0)) return r;
  const double most = r.first + 3 * std::abs(r.first);
  const std::vector<double> losses = trial(m, data, loss, transform, {o.batch, o.steps, o.shuffle, rate, most});
  constexpr double keep = 0.8;
  double sum = 0, weight = 0, lowest = -least_fall * std::abs(r.first);
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const double factor = rate(std::int64_t(i) + 1);
    if (!(losses[i] <= most)) {
      r.diverges = factor;
      break;
    }
    sum = keep * sum + losses[i] - before[i], weight = keep * weight + 1;
    r.factors.push_back(factor), r.losses.push_back(r.first + sum / weight);
    if (sum / weight < lowest) lowest = sum / weight, r.suggested = factor / 10;
  }
  return r;
}

/// Trains a copy with the rule's rate times a factor that grows from step to step. Of each loss that of the untrained
/// model with the same rows is taken off, so that one sees the rate and not the batch. The tenth part of the factor
/// with the lowest loss is suggested: what is lowest in such a short time is on the edge. Fails where the untrained
/// model has a loss that is not finite.
template <const auto& Net, class T, class Loss, class X>
range_result range_test(const model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                        const range_options& o = {}) {
  range_result r;
  if constexpr (check_loss<Loss>() && check_transform<X>() && check_fit<Net, Loss>()) {
    check_fits<Net, T, Loss>(data);
    if (o.batch < 1) fail("range_test.batch", std::to_string(o.batch), "give at least one row");
    if (o.steps < 10) fail("range_test.steps", std::to_string(o.steps), "give ten steps or more");
    if (!(o.from > 0 && o.to > o.from && o.to < HUGE_VAL))
      fail("range_test", "factors from " + short_number(o.from) + " to " + short_number(o.to), "let them grow");
    r = sweep_rates(m, data, loss, transform, o);
    if (!(r.first - r.first == 0))
      fail("range_test", "the loss of the untrained model is not finite", "scale the input, or draw smaller weights");
  }
  return r;
}

}  // namespace evengrad::inline EVENGRAD_ISA
