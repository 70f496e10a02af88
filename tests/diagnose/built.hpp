// Recordings that are filled by hand: a healthy one, which a test then spoils in one place.
#pragma once
#include <evengrad/probe/recording.hpp>

#include <cmath>

namespace built {

namespace eg = evengrad;

/// Figures of many numbers with this root mean square and mean 0.
inline eg::figures of_size(double rms) {
  eg::figures f;
  f.count = 1000, f.squares = 1000 * rms * rms, f.smallest = -2 * rms, f.largest = 2 * rms;
  return f;
}

/// dense_1, relu_1, dense_2, relu_2, dense_3: ten steps apart, with a loss that falls from ln 10.
inline eg::recording healthy(int steps = 10, int epochs = 0) {
  eg::recording r;
  const auto add = [&](const char* name, const char* kind, std::int64_t units, bool is_activation) {
    eg::recorded_layer l;
    l.name = name, l.kind = kind, l.units = units, l.is_activation = is_activation;
    l.largest_slope = is_activation, l.multiply_adds = is_activation ? 0 : 100;
    r.layers.push_back(l);
    if (!is_activation) r.parameters.push_back({std::string(name) + ".w", int(r.layers.size()) - 1, 100, true});
  };
  add("dense_1", "dense", 32, false), add("relu_1", "relu", 32, true), add("dense_2", "dense", 16, false);
  add("relu_2", "relu", 16, true), add("dense_3", "dense", 10, false);
  for (int i = 0; i < steps; ++i) {
    eg::recorded_step s;
    s.step = 10 * i, s.epoch = i / 5, s.loss = std::log(10.) * std::exp(-0.2 * i);
    for (const eg::recorded_layer& l : r.layers) {
      eg::layer_figures f;
      f.output = of_size(1), f.gradient = of_size(0.01 / std::sqrt(double(l.units)));
      if (l.is_activation) f.dead = 0.1, f.saturated = 0.5, f.output.histogram.filled = {{0, 500}, {1016, 500}};
      s.layers.push_back(f);
    }
    for (std::size_t p = 0; p < r.parameters.size(); ++p) s.parameters.push_back({of_size(0.1), of_size(1e-4)});
    r.steps.push_back(s);
  }
  for (int e = 0; e < epochs; ++e) {
    eg::epoch_result x;
    x.loss = std::log(10.) * std::exp(-e - 1.), x.validation_loss = x.loss + 0.05, x.accuracy = 0.9;
    r.epochs.push_back(x);
  }
  r.outputs = r.classes = 10, r.loss = "cross_entropy", r.input_rms = 0.5, r.largest_input_rms = 0.7, r.rows = 1000,
  r.batch = 32;
  return r;
}

}  // namespace built
