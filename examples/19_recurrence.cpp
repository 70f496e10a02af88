// Recurrence: over 40 steps a plain cell must remember two marks. Its gradient explodes; cut to length 1, it learns.
// figures: 40 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr int steps = 40;
constexpr auto net = eg::input<steps, 6> | eg::scan(eg::rnn_cell<50>) | eg::dense<4, eg::init::glorot_uniform>;
const eg::table unseen = eg::temporal_order(1000, steps, eg::seed{99});

// 4000 batches of 20 fresh sequences.
template <class Rule>
void learn(const char* name, const Rule& rule) {
  eg::model<net> model{eg::seed{1}};
  eg::optimizer<float, Rule> optimizer{rule};
  for (std::uint64_t step = 0; step < 4000; ++step) {
    const eg::table batch = eg::temporal_order(20, steps, eg::seed{1000 + step});
    model.step(eg::cross_entropy, batch.view(), optimizer);
  }
  const eg::recurrent_spectrum s = eg::spectrum_of(model["rnn_1.w_h"]);
  const bool learned = eg::accuracy(model, unseen) > 0.9;  // the figures of a training that failed are chance
  fmt::print("{:<14}{:>8}{:>16}{:>18}\n", name, learned ? "learned" : "guesses",
             learned        ? fmt::format("{:.1f}", s.radius)
             : s.radius > 1 ? "above 1"
                            : "below 1",
             learned ? fmt::format("{:.1f}", s.largest) : "");
}

int main() {
  eg::model<net> model{eg::seed{1}};
  const eg::recurrent_spectrum s = eg::spectrum_of(model["rnn_1.w_h"]);
  fmt::print("{:<14}{:>8}{:>16}{:>18}\n", "", "", "spectral radius", "largest σ of w_h");
  fmt::print("{:<14}{:>8}{:>16.1f}{:>18.1f}   {}\n", "at first", "", s.radius, s.largest, s.sentence());
  learn("sgd", eg::sgd{0.1});
  learn("sgd, clipped", eg::clip_by_global_norm{1} | eg::sgd{0.1});
}
