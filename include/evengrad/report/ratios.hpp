// How large updates are beside the weights that they change, step by step, with the guide at 1e-3.
#pragma once
#include <evengrad/report/palette.hpp>
#include <evengrad/report/svg.hpp>
#include <evengrad/report/thin.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Of weights that multiply; biases begin at zero, where the ratio says nothing.
inline std::string ratios(const recording& r, bool wide = false) {
  std::vector<std::size_t> shown;
  for (std::size_t p = 0; p < r.parameters.size(); ++p)
    if (r.parameters[p].multiplies) shown.push_back(p);
  if (shown.empty() || r.steps.empty()) return "";
  const std::vector<column> columns = columns_of(r.steps.size(), 160);
  std::vector<double> places;
  for (const column& c : columns)
    places.push_back((double(r.steps[c.first].step) + double(r.steps[c.end - 1].step)) / 2);
  std::vector<std::vector<point>> lines;
  double low = 1e-4, high = 1e-2;
  for (const std::size_t p : shown) {
    lines.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double weights = merged(r, columns[i], weights_of(p)).rms(),
                   update = merged(r, columns[i], update_of(p)).rms();
      const double ratio = weights > 0 && update > 0 ? update / weights : epoch_result::none;
      if (ratio - ratio == 0) low = std::min(low, ratio), high = std::max(high, ratio);
      lines.back().push_back({places[i], ratio});
    }
  }
  chart c({.height = 230,
           .x_label = "step",
           .y_label = "RMS of the update : RMS of the weights",
           .description = "Update ratios of weights by step"},
          scale::between(places.front(), places.back()), scale::logarithm(std::max(low, 1e-9), std::min(high, 1e3)));
  c.band_of_y(3e-4, 3e-3);
  const bool few = shown.size() <= 4;
  std::vector<std::pair<std::string, std::string>> names;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::string style =
        few ? "s" + std::to_string(i) : "thin " + step_class(0.3 + 0.69 * double(i) / double(shown.size() - 1));
    c.line(lines[i], style);
    if (few || i == 0 || i + 1 == shown.size() || (i == shown.size() / 2 && shown.size() > 6))
      names.push_back({style, r.parameters[shown[i]].name});
  }
  c.guide_at_y(1e-3, "1e-3");
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string t = steps_text(r, columns[i]) + ": ";
    std::size_t least = 0, most = 0;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      const double v = lines[k][i].y;
      if (few) put(t, {(k ? ", " : ""), r.parameters[shown[k]].name, " ", (v - v == 0 ? value_text(v) : "0")});
      if (v < lines[least][i].y || lines[least][i].y != lines[least][i].y) least = k;
      if (v > lines[most][i].y || lines[most][i].y != lines[most][i].y) most = k;
    }
    if (!few)
      put(t, {"from ", value_text(lines[least][i].y), " (", r.parameters[shown[least]].name, ") to ",
              value_text(lines[most][i].y), " (", r.parameters[shown[most]].name, ")"});
    titles.push_back(t);
  }
  c.tell_each(places, titles);
  return figure_with("How far each step goes",
                     "Near 1e-3 (the shaded zone) is healthy: far above, the learning rate is too high; far below, too "
                     "low. Lines far apart: "
                     "some layers learn and others do not.",
                     legend(names) + c.text(), wide ? "wide" : "");
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
