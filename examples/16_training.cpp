// A training in detail: the history, early stopping, the best weights, a callback, and going on where it was left.
// figures: 6 %
#include <fmt/format.h>
#include <cstdio>
#include <cstring>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<64> | eg::dense<64> | eg::relu | eg::dropout(0.2) | eg::dense<10>;
using network = eg::model<net, double>;
auto [train, test] = eg::digits();
const auto rule = eg::adam{.learning_rate = 2e-3} | eg::warmup{180};

bool same_bits(network& a, network& b) {
  return std::memcmp(a.weights(), b.weights(), sizeof(double) * std::size_t(a.weight_count())) == 0;
}

int main() {
  // Training ends when the validation loss has not fallen for three epochs, with the weights of the best one.
  network model{eg::seed{1}};
  const auto history = eg::fit(model, train, eg::cross_entropy, rule,
                               {.batch = 32,
                                .epochs = 200,
                                .validation = test,
                                .show = false,
                                .early_stopping = {.patience = 3},
                                .keep_best = true});
  const eg::epoch_result& best = history[std::size_t(history.best)];
  fmt::print("{} after {} epochs; the best was number {}\n",
             history.ended == eg::ending::early_stopping ? "stopped early" : "all epochs", history.size(),
             history.best + 1);
  fmt::print("validation loss {:.3f}, accuracy {:.1f} %; of the model now {:.3f}\n\n", best.validation_loss,
             100 * best.accuracy, eg::evaluate(model, eg::cross_entropy, test).loss);

  // A callback is a function of what an epoch gave; with `false` it ends training.
  fmt::print("{:>5}{:>10}{:>12}{:>12}{:>8}\n", "steps", "loss", "validation", "accuracy", "rate");
  const auto tell = [](const eg::epoch_result& e) {
    fmt::print("{:>5}{:>10.3f}{:>12.3f}{:>10.1f} %{:>8.4f}\n", e.steps, e.loss, e.validation_loss, 100 * e.accuracy,
               e.learning_rate);
    return e.accuracy < 0.94;
  };
  network until{eg::seed{1}};
  eg::fit(until, train, eg::cross_entropy, rule, {.epochs = 50, .validation = test, .show = false}, tell);

  // Ten epochs at once; and four, and in what could be another process the other six, from a file.
  const char* file = "16_training.state";
  std::remove(file);
  network whole{eg::seed{1}}, first{eg::seed{1}}, second{eg::seed{2}};
  eg::fit(whole, train, eg::cross_entropy, rule, {.epochs = 10, .show = false});
  eg::fit(first, train, eg::cross_entropy, rule, {.epochs = 4, .show = false}, eg::resume(file));
  const auto rest = eg::fit(second, train, eg::cross_entropy, rule, {.epochs = 10, .show = false}, eg::resume(file));
  fmt::print("\n{} epochs, of which 6 were trained: {}\n", rest.size(),
             same_bits(whole, second) ? "the same bits as ten at once" : "other weights");
  std::remove(file);
}
