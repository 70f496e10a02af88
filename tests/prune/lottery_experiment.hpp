// Runs and figures of a lottery experiment as no training made them: seeded, of any size, in the manner of LeNet.
#pragma once
#include <evengrad/prune/lottery_run.hpp>
#include <evengrad/prune/ticket_figures.hpp>

#include <cmath>

#include "../report/synthetic.hpp"

namespace lottery_experiment {

namespace eg = evengrad;

struct plan {
  int rounds = 12, trials = 3;
  std::int64_t steps = 6000;
  std::vector<int> sizes = {784, 300, 100, 10};
  bool controls = true;
  int figures = 5;  // rounds with figures
};
struct experiment {
  std::vector<eg::lottery_run> runs;
  std::vector<eg::ticket_figures> figures;
};

inline eg::lottery_run run(synthetic::generator& g, const std::string& kind, int trial, int round, int copy,
                           std::int64_t steps, double remaining, double speed, double best) {
  eg::lottery_run r;
  r.kind = kind, r.trial = trial, r.round = round, r.copy = copy, r.remaining = remaining, r.steps = steps;
  best += 0.0008 * g.normal(), speed *= std::exp(0.08 * g.normal());
  r.validation_loss = 1e9;
  for (std::int64_t step = 0; step <= steps; step += 100) {
    const double t = double(step) * speed / 4000, noise = 0.002 * g.normal();
    const double loss =
        2.2 * std::exp(-9 * t) + 0.12 * std::exp(-2.5 * t) + 0.03 * t * t + 0.06 + (0.98 - best) * 3 + noise;
    const double accuracy = best - 0.85 * std::exp(-9 * t) - 0.05 * std::exp(-3 * t) - 0.1 * std::fabs(noise);
    r.curve.push_back({step, loss, accuracy});
    if (loss < r.validation_loss)
      r.validation_loss = loss, r.early_stop = step, r.validation_accuracy = accuracy, r.test_loss = loss,
      r.test_accuracy = accuracy + 0.001 * g.normal();
  }
  r.last_test_accuracy = best + 0.001 * g.normal();
  r.last_training_accuracy = std::min(1., 1 - std::max(0., 0.975 - best) * 1.5 - 0.001 * g.uniform());
  r.seconds = 14 + g.uniform();
  return r;
}

/// Weights of which the large ones survive, in panels, and a mask that keeps about so many of them.
inline eg::ticket_figures figures(synthetic::generator& g, const std::vector<int>& sizes, double remaining) {
  std::vector<eg::parameter_place> places;
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < sizes.size(); ++i) names.push_back("dense_" + std::to_string(i + 1) + ".w");
  std::int64_t size = 0;
  for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
    places.push_back({names[i], size, sizes[i], sizes[i + 1]});
    size += places.back().size();
  }
  eg::weight_mask mask(places);
  std::vector<float> first(std::size_t(size), 0), last = first;
  for (const eg::masked_tensor& t : mask.tensors()) {
    const double sigma = std::sqrt(2. / (t.lines + t.columns)), cut = -std::log(remaining) * 0.35 * sigma;
    for (int line = 0; line < t.lines; ++line) {
      const double far =
          t.lines < 784 ? std::fabs(g.normal())
                        : 2.5 * std::exp(-std::pow((line % 28 - 13.5) / 8, 2) - std::pow((line / 28 - 13.5) / 9, 2));
      for (int column = 0; column < t.columns; ++column) {
        const auto at = std::size_t(t.offset + eg::panel_place(t.lines, line, column));
        first[at] = float(sigma * g.normal());
        last[at] = float(first[at] * (1 + 0.4 * far) + 0.15 * sigma * far * g.normal());
        if (std::fabs(last[at]) < cut * 1.6) mask.set(t, line, column, false);
      }
    }
  }
  return eg::figures_of_ticket(mask, first.data(), last.data());
}

inline experiment make(const plan& p) {
  synthetic::generator g{7};
  experiment e;
  for (int trial = 1; trial <= p.trials; ++trial)
    for (int round = 0; round <= p.rounds; ++round) {
      const double pm = std::pow(0.8005, round), u = -std::log(pm);
      const double hump = 0.979 + 0.0035 * std::exp(-std::pow(u - 1.7, 2)) - (u > 3 ? 0.006 * (u - 3) * (u - 3) : 0);
      const double fast = 1 + 0.6 * std::exp(-std::pow((u - 1.4) / 1.2, 2)) - (u > 2.5 ? 0.15 * (u - 2.5) : 0);
      e.runs.push_back(run(g, "ticket", trial, round, 1, p.steps, pm, fast, hump));
      if (!p.controls) continue;
      if (round == 3 || round == 7 || round == 12)
        for (int copy = 1; copy <= 3; ++copy)
          e.runs.push_back(
              run(g, "reinitialized", trial, round, copy, p.steps, pm, 1 / (1 + 0.5 * u), 0.979 - 0.003 * u));
      if (round == 7) e.runs.push_back(run(g, "random", trial, round, 1, p.steps, pm, 0.5, 0.972));
      if (round > 0 && round % 3 == 0)
        e.runs.push_back(
            run(g, "one-shot", trial, round, 1, p.steps, pm, 1 + 0.2 * std::exp(-u), 0.980 - 0.0025 * u * u));
    }
  for (int i = 0; i < p.figures; ++i) {
    const int round = p.figures > 1 ? i * p.rounds / (p.figures - 1) : 0;
    e.figures.push_back(figures(g, p.sizes, std::pow(0.8005, round)));
    e.figures.back().round = round, e.figures.back().remaining = std::pow(0.8005, round);
  }
  return e;
}

}  // namespace lottery_experiment
