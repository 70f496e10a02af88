// All parts of the report of a training, as one page.
#pragma once
#include <evengrad/report/alarm_list.hpp>
#include <evengrad/report/bands.hpp>
#include <evengrad/report/network_map.hpp>
#include <evengrad/report/page.hpp>
#include <evengrad/report/ratios.hpp>
#include <evengrad/report/ridges.hpp>
#include <evengrad/report/verdict.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Columns of a heat map: cells are what makes a page large.
inline std::size_t heat_columns(std::size_t layers) {
  return layers == 0 ? 120 : std::max<std::size_t>(24, std::min<std::size_t>(120, 6000 / layers));
}

/// How much of a recording is drawn as it is, and how much is merged.
inline std::string thinning(const recording& r, const gradient_sizes& g) {
  if (r.steps.empty()) return "No step was recorded: give fit an eg::recorder to see gradients, values and updates.";
  std::string s = plural(std::int64_t(r.steps.size()), "recorded step");
  const std::size_t each = g.columns.front().end - g.columns.front().first;
  if (each > 1) s += "; in the heat map " + std::to_string(each) + " of them are merged to a column";
  if (const std::size_t of_ratios = columns_of(r.steps.size(), 160).front().end; of_ratios > 1)
    s += ", in the update ratios " + std::to_string(of_ratios) + " to a point";
  return s + '.';
}

/// `beside` names the files that were written with it; `table` is that of the model.
inline std::string html(const std::string& title, const wiring& w, const std::string& table, std::int64_t parameters,
                        const recording& r, const std::vector<alarm>& alarms, const std::string& beside) {
  const gradient_sizes g(r, heat_columns(r.layers.size()));
  const curves c(r);
  const std::string heat = heat_map(r, g), rates = ratios(r, r.layers.size() > 18);
  const bool wide_heat = rates.empty() || r.layers.size() > 18;
  std::string gradients;
  if (!heat.empty())
    gradients = figure_with("Gradient of the loss by the value of each layer, as training goes on",
                            "A row is a layer, from the input down to the output; a column is a time. Even colours in "
                            "a column are healthy: colours that fade upwards vanish, "
                            "that grow upwards explode.",
                            heat, wide_heat ? "wide" : "");
  return page(title, "training report",
              together({"<p>", escaped(course_of(r)), "</p>", tiles(r, parameters, alarms.size()),
                        "<p class=\"verdict\">", escaped(verdict(r)), "</p>"}),
              {{"alarms", "Alarms", alarm_list(alarms, !r.steps.empty())},
               {"curves", "Loss and accuracy", cards(c.loss() + c.accuracy() + c.learning_rate())},
               {"gradients", "Gradients and steps", cards(gradients + rates)},
               {"net", "The net",
                cards(network_map(w, r, g) + figure_with("Layers", "", table, w.rows.size() > 14 ? "wide" : ""))},
               {"values", "What each layer gives", cards(bands(r))},
               {"histograms", "Histograms",
                r.steps.empty() ? ""
                                : "<p class=\"guide\">Filled: the steps of the last epoch. Dotted: the first recorded "
                                  "step. Numbers that are 0 are counted at the right. Peaks are equally high.</p>" +
                                      cards(all_ridges(r))}},
              together({"<p>", escaped(thinning(r, g)), "</p><p>", escaped(beside), "</p>"}));
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
