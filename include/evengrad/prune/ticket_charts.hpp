// Tickets as pictures: connections of each unit, which initial weights survive, and how far weights move.
#pragma once
#include <evengrad/prune/lottery_curves.hpp>
#include <evengrad/prune/ticket_figures.hpp>
#include <evengrad/report/ridges.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Trials of a round together, from the fullest ticket on; of those asked for, or at most five.
inline std::vector<ticket_figures> figures_by_round(const std::vector<ticket_figures>& figures,
                                                    const std::vector<int>& rounds) {
  std::map<int, ticket_figures> by_round;
  for (const ticket_figures& f : figures) {
    if (!rounds.empty() && std::find(rounds.begin(), rounds.end(), f.round) == rounds.end()) continue;
    const auto [at, is_first] = by_round.try_emplace(f.round, f);
    if (is_first) continue;
    ticket_figures& to = at->second;
    for (std::size_t i = 0; i < to.tensors.size() && i < f.tensors.size(); ++i) {
      tensor_figures& a = to.tensors[i];
      const tensor_figures& b = f.tensors[i];
      if (a.name != b.name || a.inputs != b.inputs || a.units != b.units)
        fail("write_lottery_report", b.name + " in place of " + a.name, "give figures of one network");
      a.kept += b.kept, a.away += b.away, a.away_of_pruned += b.away_of_pruned;
      a.incoming.insert(a.incoming.end(), b.incoming.begin(), b.incoming.end());
      a.outgoing.insert(a.outgoing.end(), b.outgoing.begin(), b.outgoing.end());
      a.all_first.merge(b.all_first), a.first.merge(b.first);
      a.moved.merge(b.moved), a.moved_pruned.merge(b.moved_pruned);
    }
  }
  std::vector<ticket_figures> all, some;
  for (auto& [round, f] : by_round) all.push_back(std::move(f));
  std::stable_sort(all.begin(), all.end(),
                   [](const ticket_figures& a, const ticket_figures& b) { return a.remaining > b.remaining; });
  for (const std::size_t i : evenly(all.size(), rounds.empty() ? 5 : all.size())) some.push_back(std::move(all[i]));
  return some;
}

/// How unevenly counts are spread: the mean difference of two of them by twice their mean (Gini's index); 0 where all
/// are equal.
inline double unevenness(std::vector<int> counts) {
  std::sort(counts.begin(), counts.end());
  double sum = 0, by_rank = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    sum += counts[i], by_rank += counts[i] * (2 * double(i) + 1 - double(counts.size()));
  return sum > 0 ? by_rank / (sum * double(counts.size())) : 0;
}

/// Units in the order of their connections, each level in its colour, as a multiple of the mean: flat is even.
inline std::string connections_of(const std::vector<ticket_figures>& levels, std::size_t tensor, bool incoming,
                                  const scale& y) {
  const std::string what = incoming ? "incoming, of units" : "outgoing, of inputs";
  const std::string name = levels[0].tensors[tensor].name;
  chart c({.height = 130,
           .left = 34,
           .right = 8,
           .bottom = 22,
           .description = "Connections of " + name + ", " + what,
           .x_ticks = 3,
           .y_ticks = 5},
          scale::between(0, 100), y);
  constexpr int places = 50;
  std::vector<std::string> titles(places + 1);
  std::vector<double> at;
  for (int i = 0; i <= places; ++i) {
    at.push_back(100. * i / places);
    titles[std::size_t(i)] = i == 0        ? "the least connected"
                             : i == places ? "the most connected"
                                           : std::to_string(100 * i / places) + " % have no more";
  }
  double last_uneven = 0;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    const tensor_figures& f = levels[l].tensors[tensor];
    std::vector<int> counts = incoming ? f.incoming : f.outgoing;
    std::sort(counts.begin(), counts.end());
    double sum = 0;
    for (const int n : counts) sum += n;
    if (sum == 0) continue;
    const double mean = sum / double(counts.size());
    std::vector<point> points;
    for (int i = 0; i <= places; ++i) {
      const int n = counts[(counts.size() - 1) * std::size_t(i) / places];
      points.push_back({at[std::size_t(i)], n / mean});
      put(titles[std::size_t(i)], {"; Pm ", remaining_text(levels[l].remaining), ": ", std::to_string(n), ", ",
                                   value_text(n / mean), " of the mean"});
    }
    c.line(points, "thin " + level_class(l, levels.size()));
    last_uneven = unevenness(std::move(counts));
  }
  c.tell_each(at, titles);
  const tensor_figures& last = levels.back().tensors[tensor];
  const auto& counts = incoming ? last.incoming : last.outgoing;
  const auto without = std::count(counts.begin(), counts.end(), 0);
  std::string note = "unevenness " + digits_of(last_uneven, std::chars_format::fixed, 2);
  if (without > 0) note += "; " + percent(double(without) / double(counts.size()), 0) + " have none";
  return together({"<div class=\"small\"><h4>", escaped(name), ", ", incoming ? "incoming" : "outgoing",
                   "</h4><p class=\"guide\">", note, "</p>", c.text(), "</div>"});
}

/// Two small charts of each tensor.
inline std::string connection_charts(const std::vector<ticket_figures>& levels) {
  if (levels.empty() || levels[0].tensors.empty()) return "";
  double most = 1;
  std::vector<std::pair<std::string, std::string>> names;
  for (std::size_t l = 0; l < levels.size(); ++l) {
    names.push_back({level_class(l, levels.size()), remaining_text(levels[l].remaining)});
    for (const tensor_figures& f : levels[l].tensors)
      for (const std::vector<int>* counts : {&f.incoming, &f.outgoing})
        if (f.kept > 0)
          most = std::max(most,
                          *std::max_element(counts->begin(), counts->end()) * double(counts->size()) / double(f.kept));
  }
  const scale y = scale::linear(0, std::min(most, 5.), 5);
  std::string out;
  for (const bool incoming : {true, false})
    for (std::size_t t = 0; t < levels[0].tensors.size(); ++t) out += connections_of(levels, t, incoming, y);
  return figure_with(
      "Connections of each unit",
      together({"Units from the least to the most connected, in percent; upwards the connections that remain, as a "
                "multiple of their mean, up to 5. A flat line is even. Notes are of Pm ",
                remaining_text(levels.back().remaining),
                ": unevenness is 0 where all are equal, and near 1 where few have all."}),
      legend(names) + "<div class=\"smalls charts\">" + out + "</div>", "wide");
}

/// For each tensor the initial weights that survive, level below level.
inline std::string surviving_weights(const std::vector<ticket_figures>& levels) {
  std::string out;
  if (levels.empty()) return out;
  for (std::size_t t = 0; t < levels[0].tensors.size(); ++t) {
    std::vector<ridge> rows;
    for (const ticket_figures& l : levels)
      rows.push_back({"Pm " + remaining_text(l.remaining), l.tensors[t].all_first, l.tensors[t].first,
                      "all initial weights have", "survivors"});
    out += ridges(levels[0].tensors[t].name, "", rows, false, "initial weight");
  }
  return out;
}

/// How far weights move while the net trains: survivors beside the rest.
inline std::string weight_movement(const std::vector<ticket_figures>& levels) {
  if (levels.empty()) return "";
  const ticket_figures* at = nullptr;  // where there are both, near 21 %
  for (const ticket_figures& l : levels) {
    std::int64_t pruned = 0;
    for (const tensor_figures& f : l.tensors) pruned += f.moved_pruned.count;
    if (pruned > 0 && (!at || std::fabs(std::log(l.remaining / 0.211)) < std::fabs(std::log(at->remaining / 0.211))))
      at = &l;
  }
  if (!at) return "";
  std::vector<ridge> rows;
  for (const tensor_figures& f : at->tensors) rows.push_back({f.name, f.moved_pruned, f.moved, "pruned", "survivors"});
  std::string table =
      "<table class=\"ranges\"><thead><tr><th>Pm</th><th>survivors moved</th><th>pruned moved</th><th>survivors away "
      "from 0</th>"
      "<th>pruned away from 0</th></tr></thead><tbody>";
  for (const ticket_figures& l : levels) {
    spread_of_many moved, pruned;
    std::int64_t away = 0, away_of_pruned = 0;
    for (const tensor_figures& f : l.tensors)
      moved.merge(f.moved), pruned.merge(f.moved_pruned), away += f.away, away_of_pruned += f.away_of_pruned;
    const auto cell = [](bool is_there, const std::string& s) { return "<td>" + (is_there ? s : "–") + "</td>"; };
    put(table,
        {"<tr><th>", remaining_text(l.remaining), "</th>", cell(moved.count > 0, value_text(moved.mean)),
         cell(pruned.count > 0, value_text(pruned.mean)),
         cell(moved.count > 0, percent(double(away) / std::max<double>(1, double(moved.count)))),
         cell(pruned.count > 0, percent(double(away_of_pruned) / std::max<double>(1, double(pruned.count)))), "</tr>"});
  }
  return ridges("How far weights move, at Pm " + remaining_text(at->remaining),
                "Distance of each weight between the beginning and the end of training. Filled: the weights that the "
                "ticket keeps; dotted: those that it prunes. Peaks are equally high.",
                rows, true, "distance, by orders of magnitude") +
         figure_with("Survivors and pruned weights",
                     "Means of the distance between a weight before and after training, and the share that is larger "
                     "in size after it than before.",
                     table + "</tbody></table>");
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
