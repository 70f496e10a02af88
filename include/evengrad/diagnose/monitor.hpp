// An observer of training that says on stderr what is wrong as soon as it is seen.
#pragma once
#include <evengrad/diagnose/diagnose.hpp>
#include <evengrad/probe/recorder.hpp>
#include <evengrad/train/progress.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Watches a training: `eg::monitor m; eg::fit(model, data, loss, rule, options, m);`. It records one step in `every`,
/// as an `eg::recorder` does and with the same figures in `recorder.recording`; diagnoses after each of them and after
/// each epoch; and writes a line for every alarm that was not there before, once, to `out` (nowhere where that is
/// null). In the end `alarms` are those of the whole recording, and `said` all that were ever told.
struct monitor {
  evengrad::recorder recorder{};
  std::FILE* out = stderr;
  std::vector<alarm> alarms{}, said{};

  template <class Model, class Loss, class Options>
  void begin(Model& m, const Loss& loss, const dataset& data, const Options& options, const history& before = {}) {
    recorder.begin(m, loss, data, options, before);
    goes_on_ = true;
  }
  bool wants(std::int64_t step) const { return recorder.wants(step); }
  template <class Model, class Loss, class Optimizer>
  auto step(Model& m, const Loss& loss, const minibatch& batch, Optimizer& rule) {
    const std::size_t before = recorder.recording.steps.size();
    const auto l = recorder.step(m, loss, batch, rule);
    // Of one step it is not known yet which units stay alike, and that may be the cause of other alarms.
    if (recorder.recording.steps.size() != before && recorder.recording.steps.size() > 1) look();
    return l;
  }
  template <class Model>
  void after_epoch(Model& m, const epoch_result& e) {
    recorder.after_epoch(m, e);
    look();
  }
  template <class Model, class Loss>
  void failed(Model& m, const Loss& loss, const minibatch& batch, std::int64_t step, int epoch) {
    recorder.failed(m, loss, batch, step, epoch);
    look();
  }
  template <class Model>
  void ended(Model&, const training_history&) {
    goes_on_ = false;
    look();
  }
  const evengrad::recording& recording() const { return recorder.recording; }

  bool goes_on_ = false;  // `fit` has begun, and will say when it is over

 private:
  void look() {
    alarms = diagnose(recorder.recording);
    for (const alarm& a : alarms) {
      const bool known = std::any_of(said.begin(), said.end(), [&](const alarm& b) { return a.name == b.name; });
      // That a loss falls no longer is known in the end.
      if (known || (goes_on_ && a.is(ailment::underfitting))) continue;
      said.push_back(a);
      if (!out) continue;
      // A bar that is drawn over itself goes on in the line below.
      const std::string s = (can_redraw(out) ? "\r\x1b[K" : "") + ("alarm: " + text(a));
      std::fputs(s.c_str(), out), std::fflush(out);
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
