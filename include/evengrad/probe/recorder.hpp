// Records a training while it runs: every so many steps the figures of all layers, gradients, weights and updates.
#pragma once
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/probe/birth.hpp>
#include <evengrad/probe/look.hpp>
#include <evengrad/probe/rounds_alike.hpp>

#include <any>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether a step that keeps what layers give ends with the same weights, to the last bit.
template <const auto& Net, class Loss, class Optimizer>
inline constexpr bool looks_while_stepping =
    !climbs_first<Optimizer> && rounds_alike<checked<Net, Loss>, checked<Net, watching_all_t<Loss>>>;

/// An observer of `fit`, or by hand in the place of m.fused_step: `recorder.step(m, loss, batch, rule)`. One step in
/// `every` is measured, the others run as if there were no recorder. Where more than `limit` steps are recorded, every
/// second one is left out and `every` doubles. Of more copies of a repeated block than `copies`, that many are
/// measured, from the first to the last. Training goes on as it would without, to the last bit: where keeping what
/// layers give would round otherwise, another model with the same numbers is looked at before the step, which takes as
/// long as a step.
struct recorder {
  std::int64_t every = 10;
  int limit = 400;
  int copies = 8;
  evengrad::recording recording{};
  std::any memory{};  // what it works with

  /// Where training goes on from a file, the recording has the epochs of the file, and no step of those made again.
  template <const auto& Net, std::floating_point T, class Loss, class Options>
  void begin(model<Net, T>& m, const Loss&, const dataset& data, const Options& o, const history& before = {}) {
    check();
    if (!before.empty()) {
      recording.epochs = before;
      std::erase_if(recording.steps, [&](const recorded_step& s) { return s.step >= std::int64_t(m.steps()); });
    }
    open<Loss>(m);
    describe_input(data.x, recording), describe_targets(data.y, recording);
    recording.rows = data.x.rows, recording.batch = o.batch;
    if (recording.classes > 0 && data.classes > 0) recording.classes = data.classes;
  }
  bool wants(std::int64_t step) const { return step % every == 0; }

  /// One step, measured where its turn is; the loss before it. A step whose loss is not finite is not recorded.
  template <const auto& Net, std::floating_point T, class Loss, class Optimizer>
  T step(model<Net, T>& m, const Loss& loss, const minibatch& batch, Optimizer& rule) {
    check();
    using C = checked<Net, watching_all_t<Loss>>;
    const std::int64_t number = std::int64_t(m.steps());
    if (!wants(number)) return m.fused_step(loss, batch, rule);
    scratch<Net, T>& own = scratch_of<Net, T>();
    if (recording.layers.empty()) {
      m.template check_batch<Loss>(batch.x, batch.y);
      open<Loss>(m);
      describe_input(batch.x, recording), describe_targets(batch.y, recording);
      recording.batch = batch.x.rows;
    }
    recorded_step s;
    s.step = number, s.epoch = int(recording.epochs.size());
    T l;
    if constexpr (looks_while_stepping<Net, Loss, Optimizer>) {
      measure_weights(m, own, s);
      l = measured_step<C>(m, own.layers, own.of, s.layers,
                           [&] { return m.fused_step(watching_all_t<Loss>(), batch, rule); });
    } else {
      if (!own.twin) own.twin = std::make_unique<model<Net, T>>();
      own.twin->take(m);
      measured_step<C>(*own.twin, own.layers, own.of, s.layers,
                       [&] { return own.twin->differentiate(watching_all_t<Loss>(), batch); });
      measure_weights(m, own, s);
      l = m.fused_step(loss, batch, rule);
    }
    if (!(l - l == T(0))) return l;
    s.loss = double(l);
    measure_updates(m, own, s);
    if (!recording.first_nan.seen && spoils_weights(s)) find_before(m, loss, batch, own, s);
    recording.steps.push_back(std::move(s));
    if (int(recording.steps.size()) > limit) thin_out();
    return l;
  }
  template <class Model>
  void after_epoch(Model&, const epoch_result& e) {
    recording.epochs.push_back(e);
  }
  /// Looks for where the first number that is not finite was born, which goes to recording.first_nan, unless a step
  /// that was measured has found it already.
  template <const auto& Net, std::floating_point T, class Loss>
  void failed(model<Net, T>& m, const Loss& loss, const minibatch& batch, std::int64_t step, int epoch) {
    if (recording.first_nan.seen) return;
    recording.first_nan = find_birth(m, loss, batch);
    recording.first_nan.step = step, recording.first_nan.epoch = std::max(epoch, int(recording.epochs.size()));
  }

 private:
  template <const auto& Net, class T>
  struct scratch {
    std::vector<described_layer> layers;
    std::vector<T> before;
    meter<T> of;
    std::unique_ptr<model<Net, T>> twin;
  };
  template <const auto& Net, class T>
  scratch<Net, T>& scratch_of() {
    using held = std::shared_ptr<scratch<Net, T>>;
    const held* p = std::any_cast<held>(&memory);
    if (!p) {
      memory = std::make_shared<scratch<Net, T>>();
      p = std::any_cast<held>(&memory);
    }
    return **p;
  }
  void check() const {
    if (every < 1) fail("recorder.every", std::to_string(every), "look at every step with 1, at each tenth with 10");
    if (copies < 1) fail("recorder.copies", std::to_string(copies), "measure at least one copy of a repeated block");
    if (limit < 2) fail("recorder.limit", std::to_string(limit), "let it keep at least two steps");
  }
  template <class Loss, const auto& Net, class T>
  void open(const model<Net, T>& m) {
    std::vector<described_layer>& layers = scratch_of<Net, T>().layers;
    layers = describe_layers<checked<Net, watching_all_t<Loss>>>(copies);
    describe<Loss>(m, layers, recording);
  }
  /// And keeps them.
  template <class Model, class Scratch>
  static void measure_weights(Model& m, Scratch& own, recorded_step& s) {
    own.before.resize(std::size_t(m.weight_count()));
    const auto add = [&](std::int64_t at, std::int64_t n) {
      own.of.add_copying(m.weights() + at, n, own.before.data() + at);
    };
    for (figures& f : figures_of_parameters(m, own.of, add)) s.parameters.push_back({std::move(f), {}});
  }
  template <class Model, class Scratch>
  static void measure_updates(Model& m, Scratch& own, recorded_step& s) {
    const auto add = [&](std::int64_t at, std::int64_t n) {
      own.of.add_differences(m.weights() + at, own.before.data() + at, n);
    };
    std::size_t p = 0;
    for (figures& f : figures_of_parameters(m, own.of, add)) s.parameters[p++].update = std::move(f);
  }
  static bool spoils_weights(const recorded_step& s) {
    return std::any_of(s.parameters.begin(), s.parameters.end(),
                       [](const parameter_figures& p) { return p.update.not_finite > 0 && p.weights.not_finite == 0; });
  }
  /// A gradient that is not finite goes into the weights, and the loss shows it a step later: looks with the weights as
  /// they were before the step.
  template <const auto& Net, class T, class Loss>
  void find_before(model<Net, T>& m, const Loss& loss, const minibatch& batch, scratch<Net, T>& own,
                   const recorded_step& s) {
    model<Net, T> before;
    before.take(m), before.set_steps(std::uint64_t(s.step));
    for (const entry& e : m.entries())
      if (e.learned)
        each_run(e.dims.lines(), e.dims.last(), [&](std::int64_t begin, std::int64_t n) {
          std::copy_n(own.before.data() + e.offset + begin, n, before.weights() + e.offset + begin);
        });
    birth_of_nan found = find_birth(before, loss, batch);
    if (!found.seen) return;  // the update itself was too long
    found.step = s.step, found.epoch = s.epoch, recording.first_nan = std::move(found);
  }
  void thin_out() {
    every *= 2;
    std::erase_if(recording.steps, [&](const recorded_step& s) { return s.step % every != 0; });
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
