// One look at a network at work: figures of every layer for a batch, without training.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/probe/meter.hpp>
#include <evengrad/probe/units.hpp>
#include <evengrad/probe/viewer.hpp>

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

/// Of a layer that a step has kept.
template <class T>
layer_figures figures_of_layer(const described_layer& layer, const watched_step<T>& values, int i, meter<T>& m) {
  layer_figures f;
  const layer_view<T> y = values.view(i, &watched_values::output), d = values.view(i, &watched_values::gradient);
  f.output = figures_of(y, m), f.alike = share_of_alike(y);
  if (d.p) f.gradient = figures_of(d, m), f.of_examples = spread_of_examples(d);
  if (const layer_view<T> s = values.view(i, &watched_values::local); s.p && layer.is_activation) {
    const slope_shares shares = shares_of_slopes(s, layer.largest_slope);
    f.dead = shares.dead, f.saturated = shares.saturated;
  }
  return f;
}
/// Runs step(), of a model with a loss of compilation C that watches all, and measures it; its loss. Where that is not
/// finite, nothing may have been measured.
template <class C, class Model, class T, class Step>
auto measured_step(Model& m, const std::vector<described_layer>& layers, meter<T>& meter,
                   std::vector<layer_figures>& to, Step step) {
  to.resize(layers.size());
  step_viewer viewer(m, layers, watched_of<C>.data(), [&](std::size_t l, const watched_step<T>& values, int i) {
    const bool same = l > 0 && layers[l].out == layers[l - 1].out && layers[l].copy == layers[l - 1].copy;
    to[l] = same ? to[l - 1] : figures_of_layer(layers[l], values, i, meter);  // a block is its last layer
    if (same) to[l].dead = to[l].saturated = 0;
  });
  const T loss = step();
  if (loss - loss == T(0)) viewer.finish();
  return loss;
}

/// Of each learned parameter, of which add(place, count) gives the meter so many numbers.
template <class Model, class T, class Add>
std::vector<figures> figures_of_parameters(const Model& m, meter<T>& meter, const Add& add) {
  std::vector<figures> all;
  for (const entry& e : m.entries()) {
    if (!e.learned) continue;
    meter.expect(e.dims.size());
    each_run(e.dims.lines(), e.dims.last(), [&](std::int64_t begin, std::int64_t n) { add(e.offset + begin, n); });
    all.push_back(meter.take());
  }
  return all;
}

/// What a recording begins with: the names of layers and parameters.
template <class Loss, const auto& Net, class T>
void describe(const model<Net, T>& m, const std::vector<described_layer>& layers, recording& to) {
  to.layers.assign(layers.begin(), layers.end());
  to.parameters = describe_parameters(m.entries(), to.layers);
  to.outputs = model<Net, T>::program.out.last(), to.loss = name_of_loss<Loss>();
  to.classes = requires { Loss::compares_index; }
  ? to.outputs : 0;
}
/// Targets of a binary cross entropy that are all 0 or 1 are two classes.
inline void describe_targets(const rows_view& y, recording& to) {
  if (to.loss.find("binary_cross_entropy") == to.loss.npos) return;
  const bool whole = std::all_of(y.data, y.data + y.size(), [](float t) { return t == 0 || t == 1; });
  to.classes = whole ? 2 : 0;
}

/// Shows figures of every layer, of the loss's gradients there, and of the weights, for the rows of a batch, as the
/// network trains: batch statistics, dropout with the mask of the next step. Of more copies of a block than `copies`,
/// that many are looked at, from the first to the last. The recording has one step and no updates; the model stays as
/// it is. Fails as `differentiate` does on a batch that does not fit.
template <const auto& Net, std::floating_point T, class Loss>
recording look(const model<Net, T>& m, const Loss&, const minibatch& batch, int copies = 8) {
  recording r;
  if constexpr (check_loss<Loss>() && check_fit<Net, Loss>()) {
    model<Net, T>::template check_batch<Loss>(batch.x, batch.y);
    model<Net, T> twin;
    twin.take(m);
    twin.check_fitted("look");
    using C = checked<Net, watching_all_t<Loss>>;
    const auto layers = describe_layers<C>(copies);
    describe<Loss>(m, layers, r);
    describe_input(batch.x, r), describe_targets(batch.y, r);
    r.rows = r.batch = batch.x.rows;
    meter<T> meter;
    recorded_step s;
    s.step = std::int64_t(m.steps());
    s.loss = double(measured_step<C>(twin, layers, meter, s.layers,
                                     [&] { return twin.differentiate(watching_all_t<Loss>(), batch); }));
    const auto add = [&](std::int64_t at, std::int64_t n) { meter.add(twin.weights() + at, n); };
    for (figures& f : figures_of_parameters(twin, meter, add)) s.parameters.push_back({std::move(f), {}});
    r.steps.push_back(std::move(s));
  }
  return r;
}

}  // namespace evengrad::inline EVENGRAD_ISA
