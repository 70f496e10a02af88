// What was seen of a training: figures of every layer and parameter by step, and results by epoch. Plain data, which
// diagnosis, report and files read.
#pragma once
#include <evengrad/probe/figures.hpp>
#include <evengrad/train/history.hpp>

#include <string>

namespace evengrad::inline EVENGRAD_ISA {

/// A layer of the network, in its order; what stands inside another has its path as name: "residual_1.dense_2".
struct recorded_layer {
  std::string name, kind;  // "dense_1", "dense"
  std::string extents;     // "28 × 28"
  std::int64_t units = 0;  // elements of a row of its output
  std::int64_t parameters = 0, multiply_adds = 0;
  bool is_activation = false;  // one op of one value: it has a slope
  double largest_slope = 0;    // of an activation
};
/// A learned parameter.
struct recorded_parameter {
  std::string name;  // "dense_1.w"
  int layer = -1;    // in `layers`; -1 where it is in none
  std::int64_t size = 0;
  bool multiplies = false;  // weights of a product, whose updates are compared with them
};

/// A layer in one step.
struct layer_figures {
  figures output;              // its values
  figures gradient;            // L'(l) = dLoss/dy_(l) of the mean loss: times the rows it is that of an example
  spread_of_many of_examples;  // an example's gradient, of its own loss, as the mean over the units
  double dead = 0;             // activations: units, as a share, whose slope is 0 for every row
  double saturated = 0;        // activations: values, as a share, whose slope is below 1/20 of the largest
  double alike = 0;            // units of the last axis, as a share, that gave for all rows and lines what another gave
};
/// A parameter in one step.
struct parameter_figures {
  figures weights, update;  // before the step; what was added
  /// Root mean square of the update by that of the weights; about 1e-3 is healthy.
  double ratio() const { return weights.rms() > 0 ? update.rms() / weights.rms() : 0; }
};
/// A step that was looked at.
struct recorded_step {
  std::int64_t step = 0;  // of the model, from 0
  int epoch = 0;          // from 0
  double loss = 0;        // before the step
  std::vector<layer_figures> layers;
  std::vector<parameter_figures> parameters;
};

/// Where the first number that is not finite was born.
struct birth_of_nan {
  bool seen = false;
  std::int64_t step = 0;
  int epoch = 0;
  std::string where;  // "dense_2", "dense_2.w" or "the loss"
  std::string what;   // "infinity" or "not a number"
};

struct recording {
  std::vector<recorded_layer> layers;
  std::vector<recorded_parameter> parameters;
  std::vector<recorded_step> steps;
  std::vector<epoch_result> epochs;
  birth_of_nan first_nan;
  int outputs = 0;   // of the network, in a line
  int classes = 0;   // of the targets, where they are class indices, or 0 and 1
  std::string loss;  // its name, "cross_entropy"
  double input_rms = 0, largest_input_rms = 0, input_mean = 0;  // of the training data; of the feature farthest out
  std::int64_t rows = 0;                                        // of the training data
  int batch = 0;
};

/// All steps of one epoch as one: figures of many numbers merge, shares are the mean, the loss too, the step is the
/// last. Without layers where none of the epoch was recorded.
inline recorded_step summary_of_epoch(const recording& r, int epoch) {
  recorded_step all{-1, epoch, 0, {}, {}};
  int n = 0;
  for (const recorded_step& s : r.steps) {
    if (s.epoch != epoch) continue;
    all.step = s.step, all.loss += s.loss, ++n;
    all.layers.resize(s.layers.size()), all.parameters.resize(s.parameters.size());
    for (std::size_t l = 0; l < s.layers.size(); ++l) {
      layer_figures& to = all.layers[l];
      const layer_figures& from = s.layers[l];
      to.output.merge(from.output), to.gradient.merge(from.gradient), to.of_examples.merge(from.of_examples);
      to.dead += from.dead, to.saturated += from.saturated, to.alike += from.alike;
    }
    for (std::size_t p = 0; p < s.parameters.size(); ++p)
      all.parameters[p].weights.merge(s.parameters[p].weights), all.parameters[p].update.merge(s.parameters[p].update);
  }
  for (layer_figures& f : all.layers) f.dead /= n, f.saturated /= n, f.alike /= n;
  if (n) all.loss /= n;
  return all;
}

}  // namespace evengrad::inline EVENGRAD_ISA
