// All parts of a report as one page that needs nothing else: HTML that is XML as well.
#pragma once
#include <evengrad/report/alarm_list.hpp>
#include <evengrad/report/bands.hpp>
#include <evengrad/report/network_map.hpp>
#include <evengrad/report/ratios.hpp>
#include <evengrad/report/ridges.hpp>
#include <evengrad/report/script.hpp>
#include <evengrad/report/style.hpp>
#include <evengrad/report/verdict.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// A part of the page with a heading that the list at its top leads to; nothing where there is nothing to show.
struct section {
  std::string id, heading, content;
};

inline std::string joined(const std::vector<section>& sections) {
  std::string links = "<nav aria-label=\"Parts\">", out;
  for (const section& s : sections) {
    if (s.content.empty()) continue;
    put(links, {"<a href=\"#", s.id, "\">", escaped(s.heading), "</a>"});
    put(out, {"<section id=\"", s.id, "\"><h2>", escaped(s.heading), "</h2>", s.content, "</section>\n"});
  }
  return together(
      {links,
       "</nav><p class=\"hint\">Charts tell their values: point at them, tap them, or go to them with Tab and use "
       "the arrow keys.</p></header>\n<main>\n",
       out, "</main>\n"});
}

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
  auto cards = [](const std::string& content) {
    return content.empty() ? content : "<div class=\"cards\">" + content + "</div>";
  };
  const std::string heat = heat_map(r, g), rates = ratios(r, r.layers.size() > 18);
  const bool wide_heat = rates.empty() || r.layers.size() > 18;
  std::string gradients;
  if (!heat.empty())
    gradients = figure_with("Gradient of the loss by the value of each layer, as training goes on",
                            "A row is a layer, from the input down to the output; a column is a time. Even colours in "
                            "a column are healthy: colours that fade upwards vanish, "
                            "that grow upwards explode.",
                            heat, wide_heat ? "wide" : "");
  return together(
      {"<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta "
       "charset=\"utf-8\"/>\n"
       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>",
       escaped(title),
       ": training report</title>\n<style>",
       style(),
       "</style>\n</head>\n<body>\n<header><h1>",
       escaped(title),
       "</h1><p>",
       escaped(course_of(r)),
       "</p>",
       tiles(r, parameters, alarms.size()),
       "<p class=\"verdict\">",
       escaped(verdict(r)),
       "</p>",
       joined({{"alarms", "Alarms", alarm_list(alarms, !r.steps.empty())},
               {"curves", "Loss and accuracy", cards(c.loss() + c.accuracy() + c.learning_rate())},
               {"gradients", "Gradients and steps", cards(gradients + rates)},
               {"net", "The net",
                cards(network_map(w, r, g) + figure_with("Layers", "", table, w.rows.size() > 14 ? "wide" : ""))},
               {"values", "What each layer gives", cards(bands(r))},
               {"histograms", "Histograms",
                r.steps.empty() ? ""
                                : "<p class=\"guide\">Filled: the steps of the last epoch. Dotted: the first recorded "
                                  "step. Numbers that are 0 are counted at the right. Peaks are equally high.</p>" +
                                      cards(all_ridges(r))}}),
       "<footer><p>",
       escaped(thinning(r, g)),
       "</p><p>",
       escaped(beside),
       "</p><p>Written by evengrad.</p></footer>\n<script>",
       script,
       "</script>\n</body>\n</html>\n"});
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
