// Recurrence: over 40 steps a plain cell must remember two marks. Its gradient explodes; cut to length 1, it learns.
// figures: 25 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr int steps = 40;
constexpr auto net = eg::input<steps, 6> | eg::scan(eg::rnn_cell<50>) | eg::dense<4, eg::init::glorot_uniform>;
const eg::table unseen = eg::temporal_order(1000, steps, eg::seed{99});

// 4000 batches of 20 fresh sequences.
template <class Rule>
void learn(const char* name, const Rule& rule, std::uint64_t seed) {
  eg::model<net> model{eg::seed{seed}};
  eg::optimizer<float, Rule> optimizer{rule};
  double longest = 0;
  for (std::uint64_t step = 0; step < 4000; ++step) {
    const eg::table batch = eg::temporal_order(20, steps, eg::seed{1000 + step});
    model.step(eg::cross_entropy, batch.view(), optimizer);
    double square = 0;
    for (int i = 0; i < model.weight_count(); ++i) square += double(model.gradients()[i] * model.gradients()[i]);
    longest = std::max(longest, std::sqrt(square));
  }
  const eg::recurrent_spectrum s = eg::spectrum_of(model["rnn_1.w_h"]);
  fmt::print("{:<26}{:>6}{:>10.0f} %{:>12.0f}{:>10.2f}{:>10.2f}\n", name, seed, 100 * eg::accuracy(model, unseen),
             longest, s.radius, s.largest);
}

int main() {
  eg::model<net> model{eg::seed{1}};
  fmt::print("w_h before training: {}\n\n", eg::spectrum_of(model["rnn_1.w_h"]).sentence());
  fmt::print("{:<26}{:>6}{:>12}{:>12}{:>10}{:>10}\n", "", "seed", "right", "gradient", "radius", "σ of w_h");
  for (const std::uint64_t seed : {1, 2, 3}) {
    learn("sgd", eg::sgd{0.1}, seed);
    learn("sgd, clipped", eg::clip_by_global_norm{1} | eg::sgd{0.1}, seed);
  }
}
