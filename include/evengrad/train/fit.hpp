// Training: epochs of shuffled batches, with a bar, a history, and accuracy on data that was held out.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/train/evaluate.hpp>
#include <evengrad/train/progress.hpp>

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

/// Trains the model; the history has an entry for each epoch. Bad data or options fail before the first step.
template <const auto& Net, class T, class Loss, a_transform X>
std::vector<epoch_result> fit(model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                              const fit_options& o = {}) {
  check_fits<Net, T, Loss>(data);
  if (o.validation.x.rows > 0) check_fits<Net, T, Loss>(o.validation);
  if (o.batch < 1) fail("fit.batch", std::to_string(o.batch), "give at least one row");
  if (o.epochs < 1) fail("fit.epochs", std::to_string(o.epochs), "give at least one epoch");
  optimizer<T, X> rule(transform);
  std::vector<epoch_result> history;
  for (int epoch = 0; epoch < o.epochs; ++epoch) {
    double total = 0;
    batches shuffled(data, o.batch, evengrad::seed{o.shuffle.value + std::uint64_t(epoch) + 1});
    progress bar("epoch " + std::to_string(epoch + 1) + "/" + std::to_string(o.epochs), shuffled.size());
    std::int64_t seen = 0, done = 0;
    for (const minibatch& b : shuffled) {
      const double l = double(m.step(loss, b, rule));
      if (!(l - l == 0))
        fail("fit, epoch " + std::to_string(epoch + 1), "the loss is " + std::to_string(l),
             "lower the learning rate or scale the input");
      total += l * b.x.rows, seen += b.x.rows;
      if (o.show) bar.update(++done, figure("loss", total / double(seen)));
    }
    history.push_back({total / double(seen), o.validation.x.rows > 0 ? accuracy(m, o.validation) : std::nan("")});
    if (o.show)
      bar.finish(figure("loss", history.back().loss) +
                 (o.validation.x.rows > 0 ? ", " + figure("accuracy", history.back().accuracy) : ""));
  }
  return history;
}

}  // namespace evengrad::inline EVENGRAD_ISA
