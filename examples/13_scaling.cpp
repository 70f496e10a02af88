// Scaling of the input is a part of the network: fitted once to the training data, kept with the weights, applied
// wherever the network is. The same digits in other units, as they come, standardized and whitened.
// figures: 4 %; lints: unscaled_input
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto classifier = eg::dense<32> | eg::relu | eg::dense<10>;
constexpr auto raw = eg::input<64> | classifier;
constexpr auto scaled = eg::input<64> | eg::standardize | classifier;
constexpr auto white = eg::input<64> | eg::whiten | classifier;

// Each pixel in a unit of its own, far from zero: as a table of prices, ages and distances would be.
void change_units(eg::table& data) {
  for (std::size_t i = 0; i < data.features.size(); ++i) data.features[i] = 20 + float(1 + i % 7) * data.features[i];
}

template <const auto& Net>
void train_and_tell(const char* name, const eg::table& train, const eg::table& test) {
  fmt::print("{:10}", name);
  for (const double rate : {0.3, 0.1, 0.03, 0.01, 0.003}) {
    eg::model<Net> model{eg::seed{1}};
    if constexpr (eg::has_scaling<Net>) eg::adapt(model, train, {.constant = eg::constant_features::keep});
    try {
      eg::fit(model, train, eg::cross_entropy, eg::sgd{.learning_rate = rate}, {.epochs = 4, .show = false});
      fmt::print("{:8.1f} %", 100 * eg::accuracy(model, test));
    } catch (const eg::error&) {
      fmt::print("  diverged");
    }
  }
  fmt::print("\n");
}

int main() {
  auto [train, test] = eg::digits();
  change_units(train), change_units(test);

  eg::model<scaled> model{eg::seed{1}};
  try {
    eg::adapt(model, train);
  } catch (const eg::error& e) {
    fmt::print("{}\n\n", e.what());
  }
  fmt::print("{}\n", eg::text_of(eg::adapt(model, train, {.constant = eg::constant_features::keep})));
  fmt::print("pixel 20 is taken as (x - {:.2f}) / {:.2f}\n\n", model["standardize_1.mean"](20),
             model["standardize_1.deviation"](20));

  fmt::print("accuracy on digits that it never saw, after 4 epochs of gradient descent\n");
  fmt::print("rate             0.3       0.1      0.03      0.01     0.003\n");
  train_and_tell<raw>("as it is", train, test);
  train_and_tell<scaled>("standard", train, test);
  train_and_tell<white>("whitened", train, test);
}
