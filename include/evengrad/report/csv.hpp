// All figures of a recording as a long table: epoch, step, of, quantity, value.
#pragma once
#include <evengrad/data/new_file.hpp>
#include <evengrad/probe/recording.hpp>
#include <evengrad/report/markup.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// A field as RFC 4180 wants it.
inline std::string field(const std::string& s) {
  if (s.find_first_of(",\"\r\n") == s.npos) return s;
  std::string out = "\"";
  for (const char c : s) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

inline bool was_measured(const figures& f) { return f.count > 0 || f.not_finite > 0; }

/// One line for each number; epochs count from 1, steps from 0. What was not measured has no line.
class csv_table {
  new_file& to;
  std::string before;  // "epoch,step,of,"

  void line(const char* part, const char* quantity, double value) {
    to.write(before + part + quantity + ',' + digits_of(value, std::chars_format::general, 9) + '\n');
  }
  void lines(const char* part, const figures& f) {
    if (!was_measured(f)) return;
    line(part, "mean", f.mean), line(part, "deviation", f.deviation()), line(part, "rms", f.rms());
    line(part, "smallest", f.smallest), line(part, "largest", f.largest);
    if (!f.histogram.filled.empty()) {
      static constexpr std::pair<const char*, double> at[] = {
          {"percentile_15", 0.15}, {"percentile_50", 0.5}, {"percentile_85", 0.85}, {"percentile_98", 0.98}};
      for (const auto& [name, share] : at) line(part, name, f.percentile(share));
    }
    line(part, "count", double(f.count)), line(part, "not_finite", double(f.not_finite));
  }

 public:
  explicit csv_table(new_file& to) : to(to) {}

  void write(const recording& r) {
    to.write("epoch,step,of,quantity,value\n");
    for (std::size_t i = 0; i < r.epochs.size(); ++i) {
      const epoch_result& e = r.epochs[i];
      before = std::to_string(i + 1) + ',' + std::to_string(e.steps) + ",history,";
      static constexpr std::pair<const char*, double epoch_result::*> all[] = {
          {"loss", &epoch_result::loss},
          {"validation_loss", &epoch_result::validation_loss},
          {"accuracy", &epoch_result::accuracy},
          {"training_accuracy", &epoch_result::training_accuracy},
          {"learning_rate", &epoch_result::learning_rate},
          {"seconds", &epoch_result::seconds}};
      for (const auto& [name, value] : all)
        if (e.*value == e.*value) line("", name, e.*value);
    }
    for (const recorded_step& s : r.steps) {
      const std::string when = std::to_string(s.epoch + 1) + ',' + std::to_string(s.step) + ',';
      before = when + "step,", line("", "loss", s.loss);
      for (std::size_t l = 0; l < s.layers.size() && l < r.layers.size(); ++l) {
        const layer_figures& f = s.layers[l];
        before = when + field(r.layers[l].name) + ',';
        lines("output_", f.output), lines("gradient_", f.gradient);
        if (f.of_examples.count > 0)
          line("", "gradient_of_examples_mean", f.of_examples.mean),
              line("", "gradient_of_examples_deviation", f.of_examples.deviation());
        if (r.layers[l].is_activation) line("", "dead", f.dead), line("", "saturated", f.saturated);
        line("", "alike", f.alike);
      }
      for (std::size_t p = 0; p < s.parameters.size() && p < r.parameters.size(); ++p) {
        const parameter_figures& f = s.parameters[p];
        before = when + field(r.parameters[p].name) + ',';
        lines("weights_", f.weights), lines("update_", f.update);
        if (was_measured(f.update)) line("", "update_ratio", f.ratio());
      }
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA::report
