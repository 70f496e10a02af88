// One look at a network at work: figures of every layer for a batch, without training.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/probe/describe.hpp>
#include <evengrad/probe/meter.hpp>
#include <evengrad/probe/units.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T>
figures figures_of(const layer_view<T>& x, meter<T>& m) {
  const std::int64_t n = x.size();
  m.expect(n * x.rows);
  if (x.stride == n) m.add(x.p, n * x.rows);
  else
    for (std::int64_t r = 0; r < x.rows; ++r) m.add(x.p + r * x.stride, n);
  return m.take();
}

/// Of all that the last step watched.
template <class T>
std::vector<layer_figures> figures_of_layers(const watched_step<T>& step, const std::vector<described_layer>& layers,
                                             meter<T>& m) {
  const std::vector<int> at = places_of(layers, step.layers, step.count);
  std::vector<layer_figures> all(layers.size());
  for (std::size_t l = 0; l < layers.size(); ++l) {
    if (at[l] < 0) continue;
    layer_figures& f = all[l];
    if (l > 0 && layers[l].out == layers[l - 1].out) {  // a block, which has the values of its last layer
      f = all[l - 1];
      f.dead = f.saturated = 0;
      continue;
    }
    const layer_view<T> y = step.view(at[l], &watched_values::output), d = step.view(at[l], &watched_values::gradient);
    f.output = figures_of(y, m), f.alike = share_of_alike(y);
    if (d.p) f.gradient = figures_of(d, m), f.of_examples = spread_of_examples(d);
    if (const layer_view<T> s = step.view(at[l], &watched_values::local); s.p && layers[l].is_activation) {
      const slope_shares shares = shares_of_slopes(s, layers[l].largest_slope);
      f.dead = shares.dead, f.saturated = shares.saturated;
    }
  }
  return all;
}

template <const auto& Net, class T>
std::vector<figures> figures_of_weights(model<Net, T>& m, meter<T>& meter) {
  std::vector<figures> all;
  for (const entry& e : m.entries()) {
    if (!e.learned) continue;
    meter.expect(e.dims.size());
    each_run(e.dims.lines(), e.dims.last(),
             [&](std::int64_t begin, std::int64_t n) { meter.add(m.weights() + e.offset + begin, n); });
    all.push_back(meter.take());
  }
  return all;
}

/// What a recording begins with: the names of layers and parameters.
template <class Loss, const auto& Net, class T>
void describe(const model<Net, T>& m, const std::vector<described_layer>& layers, recording& to) {
  to.layers.assign(layers.begin(), layers.end());
  to.parameters = describe_parameters(m.entries(), to.layers);
  to.outputs = m.outputs, to.loss = name_of_loss<Loss>();
  to.classes = requires { Loss::compares_index; }
  ? m.outputs : 0;
}

/// Shows figures of every layer, of the loss's gradients there, and of the weights, for the rows of a batch, as the
/// network trains: batch statistics, dropout with the mask of the next step. The recording has one step and no updates;
/// the model stays as it is. Fails as `differentiate` does on a batch that does not fit.
template <const auto& Net, std::floating_point T, class Loss>
recording look(const model<Net, T>& m, const Loss&, const minibatch& batch) {
  recording r;
  if constexpr (check_loss<Loss>() && check_fit<Net, Loss>()) {
    model<Net, T>::template check_batch<Loss>(batch.x, batch.y);
    model<Net, T> twin;
    twin.take(m);
    twin.check_fitted("look");
    const auto layers = describe_layers<checked<Net, void>>();
    describe<Loss>(m, layers, r);
    describe_input(batch.x, r);
    r.rows = r.batch = batch.x.rows;
    meter<T> meter;
    recorded_step s;
    s.step = std::int64_t(m.steps()), s.loss = double(twin.differentiate(watching_all_t<Loss>(), batch));
    s.layers = figures_of_layers(twin.watched(), layers, meter);
    for (figures& f : figures_of_weights(twin, meter)) s.parameters.push_back({std::move(f), {}});
    r.steps.push_back(std::move(s));
  }
  return r;
}

}  // namespace evengrad::inline EVENGRAD_ISA
