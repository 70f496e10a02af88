// Records a training while it runs: every so many steps the figures of all layers, gradients, weights and updates.
#pragma once
#include <evengrad/probe/look.hpp>

#include <any>

namespace evengrad::inline EVENGRAD_ISA {

/// What a recorder keeps between the steps that it looks at.
template <class T>
struct recorder_memory {
  std::vector<described_layer> layers;
  std::vector<T> before;
  meter<T> of;
};

/// An observer of `fit`, or by hand in the place of m.fused_step: `recorder.step(m, loss, batch, rule)`. One step in
/// `every` keeps what its layers give and measures it, the others run as if there were no recorder. Where more than
/// `limit` steps are recorded, every second one is left out and `every` doubles. Weights are the same as without.
struct recorder {
  std::int64_t every = 10;
  int limit = 400;
  evengrad::recording recording{};
  std::any memory{};  // recorder_memory

  template <const auto& Net, std::floating_point T, class Loss, class Options>
  void begin(model<Net, T>& m, const Loss&, const dataset& data, const Options& o) {
    open<Loss>(m);
    describe_input(data.x, recording);
    recording.rows = data.x.rows, recording.batch = o.batch;
    if (recording.classes > 0 && data.classes > 0) recording.classes = data.classes;
  }
  bool wants(std::int64_t step) const { return step % every == 0; }

  template <const auto& Net, std::floating_point T, class Loss, class Optimizer>
  T step(model<Net, T>& m, const Loss& loss, const minibatch& batch, Optimizer& rule) {
    check();
    if (!wants(std::int64_t(m.steps()))) return m.fused_step(loss, batch, rule);
    if (recording.layers.empty()) {
      open<Loss>(m);
      describe_input(batch.x, recording);
      recording.batch = batch.x.rows;
    }
    recorder_memory<T>& own = memory_of<T>();
    recorded_step s{.step = std::int64_t(m.steps()), .epoch = int(recording.epochs.size())};
    own.before.assign(m.weights(), m.weights() + m.weight_count());
    const T l = m.fused_step(watching_all_t<Loss>(), batch, rule);
    s.loss = double(l);
    if (!(l - l == T(0))) return l;
    s.layers = figures_of_layers(m.watched(), own.layers, own.of);
    for (const entry& e : m.entries())
      if (e.learned) s.parameters.push_back(figures_of_update(e, own.before.data(), m.weights(), own.of));
    recording.steps.push_back(std::move(s));
    if (int(recording.steps.size()) > limit) thin_out();
    return l;
  }
  template <class Model>
  void after_epoch(Model&, const epoch_result& e) {
    recording.epochs.push_back(e);
  }

 private:
  void check() const {
    if (every < 1) fail("recorder.every", std::to_string(every), "look at every step with 1, at each tenth with 10");
    if (limit < 2) fail("recorder.limit", std::to_string(limit), "let it keep two steps at least");
  }
  template <class T>
  recorder_memory<T>& memory_of() {
    if (std::any_cast<recorder_memory<T>>(&memory) == nullptr) memory = recorder_memory<T>();
    return *std::any_cast<recorder_memory<T>>(&memory);
  }
  template <class Loss, const auto& Net, class T>
  void open(const model<Net, T>& m) {
    check();
    recorder_memory<T>& own = memory_of<T>();
    own.layers = describe_layers<checked<Net, void>>();
    describe<Loss>(m, own.layers, recording);
  }
  template <class T>
  static parameter_figures figures_of_update(const entry& e, const T* before, const T* after, meter<T>& m) {
    parameter_figures p;
    m.expect(e.dims.size());
    each_run(e.dims.lines(), e.dims.last(),
             [&](std::int64_t begin, std::int64_t n) { m.add(before + e.offset + begin, n); });
    p.weights = m.take();
    m.expect(e.dims.size());
    each_run(e.dims.lines(), e.dims.last(), [&](std::int64_t begin, std::int64_t n) {
      m.add_differences(after + e.offset + begin, before + e.offset + begin, n);
    });
    p.update = m.take();
    return p;
  }
  void thin_out() {
    every *= 2;
    std::erase_if(recording.steps, [&](const recorded_step& s) { return s.step % every != 0; });
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
