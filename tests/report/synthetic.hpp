// A recording as no training made it: seeded, of any size, with what goes wrong put in.
#pragma once
#include <evengrad/probe/recording.hpp>

#include <cmath>
#include <map>

namespace synthetic {

namespace eg = evengrad;

/// Numbers of a plain generator, so that the tests need no model.
struct generator {
  std::uint64_t state;
  double uniform() {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return double(state >> 11) / 9007199254740992.;
  }
  double normal() { return std::sqrt(-2 * std::log(uniform() + 1e-12)) * std::cos(6.283185307179586 * uniform()); }
};

/// The figures of `n` normal numbers, of which a share is 0.
inline eg::figures figures_of(generator& g, double mean, double deviation, double zeros = 0, int n = 200) {
  eg::figures f;
  std::map<int, std::int64_t> buckets;
  double sum = 0, squares = 0;
  f.smallest = 1e300, f.largest = -1e300;
  for (int i = 0; i < n; ++i) {
    const double x = g.uniform() < zeros ? 0 : mean + deviation * g.normal();
    sum += x, squares += x * x, ++buckets[eg::log_histogram::bucket_of(float(x))];
    f.smallest = std::min(f.smallest, x), f.largest = std::max(f.largest, x);
  }
  f.count = n, f.mean = sum / n, f.squares = squares - sum * f.mean;
  for (const auto& [at, count] : buckets) f.histogram.filled.push_back({at, count});
  return f;
}

struct plan {
  std::vector<eg::recorded_layer> layers;
  int epochs = 12, steps_each = 45, every = 10;
  int numbers = 200;  // behind each figure
  double fade = 0.8;  // of the gradient, from a layer to the one before it
  std::uint64_t seed = 1;
};

inline std::vector<eg::recorded_layer> mlp(int dense) {
  std::vector<eg::recorded_layer> all;
  for (int i = 1; i <= dense; ++i) {
    const std::string n = std::to_string(i);
    all.push_back({.name = "dense_" + n,
                   .kind = "dense",
                   .extents = "32",
                   .units = 32,
                   .parameters = 1056,
                   .multiply_adds = 1024});
    if (i < dense)
      all.push_back({.name = "relu_" + n,
                     .kind = "relu",
                     .extents = "32",
                     .units = 32,
                     .is_activation = true,
                     .largest_slope = 1});
  }
  return all;
}

inline eg::recording record(const plan& p) {
  generator g{p.seed};
  eg::recording r;
  r.layers = p.layers, r.loss = "cross_entropy", r.classes = r.outputs = 10, r.rows = 1438, r.batch = 32,
  r.input_rms = 1;
  for (std::size_t l = 0; l < p.layers.size(); ++l)
    if (p.layers[l].parameters > 0)
      for (const char* name : {".w", ".b"})
        r.parameters.push_back({p.layers[l].name + name, int(l), name[1] == 'w' ? 1024 : 32, name[1] == 'w'});
  std::int64_t step = 0;
  for (int e = 0; e < p.epochs; ++e) {
    for (int i = 0; i < p.steps_each; ++i, ++step) {
      if (step % p.every != 0) continue;
      const double t = double(step) / double(p.epochs * p.steps_each);
      eg::recorded_step s{.step = step,
                          .epoch = e,
                          .loss = 2.3 * std::exp(-5 * t) * (1 + 0.2 * g.normal()) + 0.02,
                          .layers = {},
                          .parameters = {}};
      for (std::size_t l = 0; l < p.layers.size(); ++l) {
        eg::layer_figures f;
        const bool relu = p.layers[l].is_activation;
        f.output = figures_of(g, relu ? 0.5 : 0.1, 1 - 0.3 * t, relu ? 0.5 : 0, p.numbers);
        f.gradient = figures_of(g, 0, 0.02 * std::pow(p.fade, double(p.layers.size() - l)) * (1.2 - t), relu ? 0 : 0.3,
                                p.numbers);
        f.dead = relu ? 0.03 * double(l) * t : 0;
        s.layers.push_back(f);
      }
      for (const eg::recorded_parameter& q : r.parameters) {
        eg::parameter_figures f;
        f.weights = figures_of(g, 0, 0.2 + 0.05 * t, 0, p.numbers),
        f.update = figures_of(g, 0, 3e-4 * std::exp(-2 * t) * (1 + 0.3 * double(q.layer)), 0, p.numbers);
        s.parameters.push_back(f);
      }
      r.steps.push_back(s);
    }
    const double t = double(e + 1) / double(p.epochs);
    r.epochs.push_back({.loss = 2 * std::exp(-5 * t) + 0.02,
                        .accuracy = 0.975 - 0.5 * std::exp(-8 * t) + 0.004 * g.normal(),
                        .validation_loss = 2 * std::exp(-4 * t) + 0.08 + 0.05 * t * t,
                        .training_accuracy = 0.995 - 0.5 * std::exp(-8 * t),
                        .learning_rate = 3e-3 * (1 - 0.9 * t),
                        .seconds = 0.03,
                        .steps = step});
  }
  return r;
}

/// How often a part stands in a text.
inline int count(const std::string& text, const std::string& part) {
  int n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace synthetic
