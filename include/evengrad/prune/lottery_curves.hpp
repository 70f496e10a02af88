// Validation loss and accuracy by step: of tickets from full to sparse, and of a ticket beside its controls.
#pragma once
#include <evengrad/prune/lottery_charts.hpp>

#include <map>

namespace evengrad::inline EVENGRAD_ISA::report {

/// The mean of the curves of all runs of a kind and round, step by step; what is not finite is left out.
inline std::vector<validation_point> mean_curve(const std::vector<lottery_run>& runs, const std::string& kind,
                                                int round) {
  std::map<std::int64_t, std::pair<range_of_runs, range_of_runs>> by_step;
  for (const lottery_run& r : runs)
    if (r.kind == kind && r.round == round)
      for (const validation_point& p : r.curve)
        by_step[p.step].first.add(p.loss), by_step[p.step].second.add(p.accuracy);
  std::vector<validation_point> all;
  for (const auto& [step, at] : by_step) all.push_back({step, at.first.mean(), at.second.mean()});
  return all;
}

/// Colours of levels, from the full net on.
inline std::string level_class(std::size_t i, std::size_t of) {
  return "v" + std::to_string(of < 2 ? colour_steps - 1 : int(colour_steps - 1 - 18 * i / (of - 1)));
}

/// What lies beyond an axis is left out, but for the point next to one within it, where the line leaves.
inline void cut(std::vector<point>& points, const scale& y) {
  const std::vector<point> whole = points;
  const auto beyond = [&](std::size_t i) { return !(whole[i].y >= y.low() && whole[i].y <= y.high()); };
  for (std::size_t i = 0; i < whole.size(); ++i)
    if (beyond(i) && (i == 0 || beyond(i - 1)) && (i + 1 == whole.size() || beyond(i + 1)))
      points[i].y = lottery_run::none;
}

struct named_curve {
  std::string name, style;
  std::vector<validation_point> points;
};

/// All with the same axes; what lies beyond the interesting part is cut.
inline std::string curve_chart(const std::string& heading, const std::string& guide,
                               const std::vector<named_curve>& curves, bool of_loss) {
  const auto value = [&](const validation_point& p) { return of_loss ? p.loss : 100 * p.accuracy; };
  double best = lottery_run::none, worst = best, last = 0, end = best;
  std::vector<std::int64_t> steps;
  for (const named_curve& c : curves) {
    double mine = lottery_run::none;
    for (const validation_point& p : c.points) {
      const double v = value(p);
      last = std::max(last, double(p.step)), steps.push_back(p.step);
      if (v - v == 0 && !(of_loss ? mine <= v : mine >= v)) mine = v;
      if (v - v == 0 && &p == &c.points.back() && !(end >= v)) end = v;
    }
    if (mine - mine != 0) continue;
    if (!(of_loss ? best <= mine : best >= mine)) best = mine;
    if (!(of_loss ? worst >= mine : worst <= mine)) worst = mine;
  }
  if (best - best != 0) return "";
  const double high = std::max({1.6 * worst, 2.5 * best, end - end == 0 ? 1.05 * end : 0.});
  const scale y = of_loss ? scale::linear(std::max(0., best - 0.3 * (high - best)), high)
                          : scale::linear(worst - std::max(1., best - worst), std::min(100., best + 0.2));
  chart c({.height = 250,
           .x_label = "step",
           .y_label = of_loss ? "validation loss" : "validation rows that are right, %",
           .description = heading + " by step"},
          scale::between(0, last), y);
  std::vector<std::pair<std::string, std::string>> names;
  for (const named_curve& n : curves) {
    std::vector<point> points;
    const validation_point* least = nullptr;
    for (const std::size_t i : evenly(n.points.size(), 200))
      points.push_back({double(n.points[i].step), value(n.points[i])});
    cut(points, y);
    for (const validation_point& p : n.points)
      if (p.loss - p.loss == 0 && (!least || p.loss < least->loss)) least = &p;
    if (points.empty()) continue;
    c.line(points, n.style);
    if (least) c.dot({double(least->step), value(*least)}, n.style);
    names.push_back({n.style, n.name});
  }
  std::sort(steps.begin(), steps.end());
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  std::vector<double> places;
  std::vector<std::string> titles;
  for (const std::size_t i : evenly(steps.size(), 120)) {
    std::string t = "step " + grouped(steps[i]);
    for (const named_curve& n : curves) {
      const auto at = std::lower_bound(n.points.begin(), n.points.end(), steps[i],
                                       [](const validation_point& p, std::int64_t step) { return p.step < step; });
      if (at == n.points.end() || at->step != steps[i] || value(*at) - value(*at) != 0) continue;
      put(t, {"; ", n.name, " ", (of_loss ? value_text(at->loss) : percent(at->accuracy, 2))});
    }
    places.push_back(double(steps[i])), titles.push_back(t);
  }
  c.tell_each(places, titles);
  return figure_with(heading, guide, legend(names) + c.text());
}

/// The level where a ticket is compared with its controls: that with the most runs of them, near 21 % among equals.
inline const lottery_level* level_to_compare(const std::vector<lottery_level>& levels) {
  const lottery_level* best = nullptr;
  int most = 0;
  double nearest = 0;
  for (const lottery_level& l : levels) {
    if (l.kind != "ticket") continue;
    int kinds = 0, runs = 0;
    for (const std::string& kind : kinds_of(levels))
      if (const lottery_level* other = kind == "ticket" ? nullptr : level_at(levels, kind, l.remaining))
        ++kinds, runs += other->runs;
    const double far = std::fabs(std::log(l.remaining / 0.211));
    const int score = level_at(levels, "reinitialized", l.remaining) ? 1000 * runs : runs;
    if (kinds > 0 && (score > most || (score == most && far < nearest))) best = &l, most = score, nearest = far;
  }
  return best;
}

/// Of the rounds that are asked for, or of six from the fullest to the sparsest; nothing where no curve is there.
inline std::string lottery_curves(const std::vector<lottery_run>& runs, const std::vector<lottery_level>& levels,
                                  const std::vector<int>& rounds) {
  std::vector<const lottery_level*> tickets, chosen;
  for (const lottery_level& l : levels)
    if (l.kind == "ticket" && (rounds.empty() || std::find(rounds.begin(), rounds.end(), l.round) != rounds.end()))
      tickets.push_back(&l);
  for (const std::size_t i : evenly(tickets.size(), rounds.empty() ? 6 : tickets.size())) chosen.push_back(tickets[i]);
  std::vector<named_curve> sparser, beside;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    sparser.push_back({remaining_text(chosen[i]->remaining), level_class(i, chosen.size()),
                       mean_curve(runs, "ticket", chosen[i]->round)});
  std::string out = curve_chart("Validation loss of tickets",
                                "Means over the trials, by weights that remain. A dot is early stop: the least of the "
                                "curve. The beginning is cut.",
                                sparser, true) +
                    curve_chart("Validation accuracy of tickets", "The same runs.", sparser, false);
  const lottery_level* at = level_to_compare(levels);
  if (!at) return out;
  const std::vector<std::string> kinds = kinds_of(levels);
  if (const lottery_level* full = level_at(levels, "ticket", 1); full && full != at)
    beside.push_back({"full net", "ink", mean_curve(runs, "ticket", full->round)});
  for (const std::string& kind : kinds)
    if (const lottery_level* l = level_at(levels, kind, at->remaining))
      beside.push_back({kind_name(kind), series_class(series_of(kind, kinds)), mean_curve(runs, kind, l->round)});
  const std::string level = remaining_text(at->remaining);
  return out +
         curve_chart("Ticket and controls at Pm " + level + ": validation loss",
                     "Nets with the same count of weights. A control that learns as fast as the ticket would mean that "
                     "the initial weights do not matter.",
                     beside, true) +
         curve_chart("Ticket and controls at Pm " + level + ": validation accuracy", "The same runs.", beside, false);
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
