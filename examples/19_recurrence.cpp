// Recurrence: a plain cell over 40 steps must remember two marks; without clipping its gradient explodes.
// figures: 12 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr int steps = 40;
constexpr auto net = eg::input<steps, 6> | eg::scan(eg::rnn_cell<50>) | eg::dense<4, eg::init::glorot_uniform>;

struct trained {
  double loss = 0, accuracy = 0, longest = 0, radius = 0, largest = 0;
};
const eg::table unseen = eg::temporal_order(1000, steps, eg::seed{99});

// 4000 batches of 20 fresh sequences; `longest` is the largest length of a gradient.
template <class Rule>
trained learn(const Rule& rule, std::uint64_t seed) {
  eg::model<net> model{eg::seed{seed}};
  eg::optimizer<float, Rule> optimizer{rule};
  trained t;
  for (std::uint64_t step = 0; step < 4000; ++step) {
    const eg::table batch = eg::temporal_order(20, steps, eg::seed{1000 + step});
    t.loss = model.step(eg::cross_entropy, eg::batch_of(batch), optimizer);
    double square = 0;
    for (int i = 0; i < model.weight_count(); ++i) square += double(model.gradients()[i]) * double(model.gradients()[i]);
    t.longest = std::max(t.longest, std::sqrt(square));
  }
  const eg::recurrent_spectrum s = eg::spectrum_of(model["rnn_1.w_h"]);
  t.accuracy = eg::accuracy(model, unseen), t.radius = s.radius, t.largest = s.largest;
  return t;
}
