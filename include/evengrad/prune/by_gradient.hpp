// Criteria that look at the gradient of the loss over data.
#pragma once
#include <evengrad/optim/weight_mask.hpp>
#include <evengrad/prune/weight_seen.hpp>
#include <evengrad/train/evaluate.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Calls f(rows of data, their share of all) chunk by chunk.
template <class F>
void each_chunk(const dataset& data, int chunk, F f) {
  if (chunk < 1) fail("pruning", "chunks of " + std::to_string(chunk) + " rows", "give at least one row");
  for (int first = 0; first < data.rows(); first += chunk) {
    const int rows = data.rows() - first < chunk ? data.rows() - first : chunk;
    f(dataset{data.x.slice(first, rows), data.y.slice(first, rows), data.classes}, double(rows) / data.rows());
  }
}

/// The gradient of the mean loss over all rows of the network that the mask leaves, in chunks, whose sums are of
/// doubles; in panels like the weights. The model stays as it is: weights, states, gradients, steps. The network is
/// asked as it trains: batch norm normalizes each chunk by itself, and dropout draws for the model's next step.
template <const auto& Net, class T, class Loss>
std::vector<double> mean_gradient(const model<Net, T>& m, const weight_mask& kept, const Loss& loss,
                                  const dataset& data, int chunk) {
  std::vector<double> mean(std::size_t(m.weight_count()), 0.);
  if constexpr (check_fit<Net, Loss>()) {
    kept.check_network(m.places());
    check_fits<Net, T, Loss>(data);
    model<Net, T> twin(m.drawn_from());
    twin.take(m), kept.apply(twin.weights());
    twin.check_fitted("pruning");
    each_chunk(data, chunk, [&](const dataset& rows, double share) {
      twin.set_steps(m.steps());
      twin.differentiate(loss, rows);
      for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += share * double(twin.gradients()[i]);
    });
  }
  return mean;
}

/// |g|: weights go by which the loss changes least, g = dL/dθ over the data.
template <class Loss>
struct gradient_magnitude {
  Loss loss;
  dataset data;
  int chunk = 256;
  template <const auto& Net, class T>
  void look(const model<Net, T>& m, const weight_mask& kept, data_seen& seen) const {
    seen.gradient = mean_gradient(m, kept, loss, data, chunk);
  }
  double score(const weight_seen& w) const { return w.gradient < 0 ? -w.gradient : w.gradient; }
};
template <class Loss>
gradient_magnitude(Loss, dataset) -> gradient_magnitude<Loss>;
template <class Loss>
gradient_magnitude(Loss, dataset, int) -> gradient_magnitude<Loss>;

/// |g θ|, the connection sensitivity: by how much the loss changes, to first order, where the weight is removed (Lee,
/// Ajanthan & Torr 2019, "SNIP", section 4, without its norm, which changes no order). Made for one shot at the
/// initial draw; without scope `globally` it is compared inside of each layer only.
template <class Loss>
struct snip {
  Loss loss;
  dataset data;
  int chunk = 256;
  template <const auto& Net, class T>
  void look(const model<Net, T>& m, const weight_mask& kept, data_seen& seen) const {
    seen.gradient = mean_gradient(m, kept, loss, data, chunk);
  }
  double score(const weight_seen& w) const {
    const double change = w.gradient * w.now;
    return change < 0 ? -change : change;
  }
};
template <class Loss>
snip(Loss, dataset) -> snip<Loss>;
template <class Loss>
snip(Loss, dataset, int) -> snip<Loss>;

}  // namespace evengrad::inline EVENGRAD_ISA
