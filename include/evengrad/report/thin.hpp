// Many recorded steps as few columns: the figures of neighbours are merged, so that nothing is left out.
#pragma once
#include <evengrad/probe/recording.hpp>
#include <evengrad/report/markup.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Recorded steps from `first` to before `end`.
struct column {
  std::size_t first, end;
};
/// At most so many columns of equally many recorded steps (the last may have fewer).
inline std::vector<column> columns_of(std::size_t steps, std::size_t most) {
  std::vector<column> all;
  const std::size_t each = most == 0 ? 1 : (steps + most - 1) / most;
  for (std::size_t i = 0; i < steps; i += each) all.push_back({i, std::min(steps, i + each)});
  return all;
}
/// Recorded steps by epoch.
inline std::vector<column> epochs_of(const recording& r) {
  std::vector<column> all;
  for (std::size_t i = 0; i < r.steps.size(); ++i)
    if (i > 0 && r.steps[i].epoch == r.steps[i - 1].epoch) ++all.back().end;
    else all.push_back({i, i + 1});
  return all;
}
/// Neighbours joined until at most so many are left.
inline std::vector<column> joined(const std::vector<column>& columns, std::size_t most) {
  std::vector<column> all;
  for (const column& c : columns_of(columns.size(), most))
    all.push_back({columns[c.first].first, columns[c.end - 1].end});
  return all;
}

/// One figure of all steps of a column; `get` picks it of a step, or null where that has none.
template <class Get>
spread_of_many merged(const recording& r, const column& c, const Get& get) {
  spread_of_many all;
  for (std::size_t i = c.first; i < c.end; ++i)
    if (const spread_of_many* s = get(r.steps[i])) all.merge(*s);
  return all;
}
/// The outputs, or the gradients, of a layer.
inline auto output_of(std::size_t layer) {
  return [=](const recorded_step& s) -> const figures* {
    return layer < s.layers.size() ? &s.layers[layer].output : nullptr;
  };
}
inline auto gradient_of(std::size_t layer) {
  return [=](const recorded_step& s) -> const figures* {
    return layer < s.layers.size() ? &s.layers[layer].gradient : nullptr;
  };
}
inline auto weights_of(std::size_t parameter) {
  return [=](const recorded_step& s) -> const figures* {
    return parameter < s.parameters.size() ? &s.parameters[parameter].weights : nullptr;
  };
}
inline auto update_of(std::size_t parameter) {
  return [=](const recorded_step& s) -> const figures* {
    return parameter < s.parameters.size() ? &s.parameters[parameter].update : nullptr;
  };
}

/// "step 120", or "steps 120 to 150" of a column.
inline std::string steps_text(const recording& r, const column& c) {
  const std::int64_t a = r.steps[c.first].step, b = r.steps[c.end - 1].step;
  return a == b ? "step " + std::to_string(a) : "steps " + std::to_string(a) + " to " + std::to_string(b);
}
/// Where a recorded step lies among epochs: 1.5 is half of the second one; without a history, its own number.
inline double epoch_place(const recording& r, const recorded_step& s) {
  if (s.epoch < 0 || std::size_t(s.epoch) >= r.epochs.size())
    return r.epochs.empty() ? double(s.step) : double(r.epochs.size());
  const std::size_t e = std::size_t(s.epoch);
  const double end = double(r.epochs[e].steps),
               next = e + 1 < r.epochs.size() ? double(r.epochs[e + 1].steps) - end : 0;
  const double begin = e > 0 ? double(r.epochs[e - 1].steps) : next > 0 ? end - next : 0;
  const double share = end > begin ? (double(s.step) - begin) / (end - begin) : 0;
  return double(e) + (share < 0 ? 0 : share > 1 ? 1 : share);
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
