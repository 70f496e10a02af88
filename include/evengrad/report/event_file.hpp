// A recording as an event file of TensorBoard: curves and histograms, without its libraries.
#pragma once
#include <evengrad/data/new_file.hpp>
#include <evengrad/probe/recording.hpp>
#include <evengrad/report/wire.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Numbers of the messages are those of tensorboard/compat/proto: event.proto, summary.proto.
class event_file {
  new_file& to;
  double began;

  void event(double time, std::int64_t step, const message& summary) {
    to.write(record(message().number(1, time).integer(2, step).within(5, summary).text()));
  }
  static void scalar(message& summary, const std::string& tag, double value) {
    if (value == value) summary.within(1, message().text(1, tag).number(2, float(value)));
  }
  /// Its buckets are those of the histogram; what lies between filled ones gets a bucket with none.
  static void histogram(message& summary, const std::string& tag, const figures& f) {
    const auto& filled = f.histogram.filled;
    if (f.count == 0 || filled.empty()) return;
    std::vector<double> limits, counts;
    for (const log_histogram::bucket& b : filled) {
      const double low = log_histogram::low(b.at), high = log_histogram::high(b.at);
      if (limits.empty() || limits.back() < low) limits.push_back(low), counts.push_back(0);
      limits.push_back(high), counts.push_back(double(b.count));
    }
    // The histogram may count a part of the numbers: sums are those of as many.
    const double n = double(f.histogram.count());
    summary.within(1,
                   message().text(1, tag).within(5, message()
                                                        .number(1, f.smallest)
                                                        .number(2, f.largest)
                                                        .number(3, n)
                                                        .number(4, f.mean * n)
                                                        .number(5, (f.squares / double(f.count) + f.mean * f.mean) * n)
                                                        .numbers(6, limits)
                                                        .numbers(7, counts)));
  }

 public:
  /// `now` in seconds since 1970 is when the training ended.
  event_file(new_file& to, double now) : to(to), began(now) {}

  void write(const recording& r) {
    double time = began;
    for (const epoch_result& e : r.epochs) time -= e.seconds;
    to.write(record(message().number(1, time).text(3, "brain.Event:2").text()));
    std::size_t next = 0;
    auto epoch = [&](std::size_t i) {
      const epoch_result& e = r.epochs[i];
      message summary;
      scalar(summary, "loss/training", e.loss), scalar(summary, "loss/validation", e.validation_loss);
      scalar(summary, "accuracy/training", e.training_accuracy), scalar(summary, "accuracy/validation", e.accuracy);
      scalar(summary, "learning_rate", e.learning_rate);
      event(time += e.seconds, e.steps > 0 ? e.steps : std::int64_t(i + 1), summary);
    };
    for (const recorded_step& s : r.steps) {  // in the order of steps, as readers expect
      for (; next < r.epochs.size() && next < std::size_t(s.epoch < 0 ? 0 : s.epoch); ++next) epoch(next);
      message summary;
      scalar(summary, "loss/step", s.loss);
      for (std::size_t l = 0; l < s.layers.size() && l < r.layers.size(); ++l) {
        const layer_figures& f = s.layers[l];
        const std::string& name = r.layers[l].name;
        if (f.gradient.count > 0) scalar(summary, "gradient_rms/" + name, f.gradient.rms());
        if (r.layers[l].is_activation)
          scalar(summary, "dead/" + name, f.dead), scalar(summary, "saturated/" + name, f.saturated);
        histogram(summary, "output/" + name, f.output), histogram(summary, "gradient/" + name, f.gradient);
      }
      for (std::size_t p = 0; p < s.parameters.size() && p < r.parameters.size(); ++p) {
        const parameter_figures& f = s.parameters[p];
        const std::string& name = r.parameters[p].name;
        if (f.update.count > 0) scalar(summary, "update_ratio/" + name, f.ratio());
        histogram(summary, "weights/" + name, f.weights), histogram(summary, "update/" + name, f.update);
      }
      event(time, s.step, summary);
    }
    for (; next < r.epochs.size(); ++next) epoch(next);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA::report
