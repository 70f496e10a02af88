// What was measured of tickets and controls against the weights that remain, as Frankle & Carbin (2019) draw it.
#pragma once
#include <evengrad/model/columns.hpp>
#include <evengrad/prune/lottery_levels.hpp>
#include <evengrad/report/palette.hpp>
#include <evengrad/report/svg.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// A share of weights: "21.1 %", "0.84 %".
inline std::string remaining_text(double remaining) {
  return percent(remaining, remaining == 1 ? 0 : remaining < 0.00995 ? 2 : 1);
}

/// Which colour, dashes and mark a kind of run has: those that are known always the same.
inline int series_of(const std::string& kind, const std::vector<std::string>& kinds) {
  static constexpr std::string_view known[] = {"ticket", "reinitialized", "one-shot", "random"};
  int at = 0;
  for (const std::string_view k : known) {
    if (k == kind) return at;
    ++at;
  }
  for (const std::string& k : kinds) {
    if (k == kind) return at;
    at += std::find(std::begin(known), std::end(known), k) == std::end(known);
  }
  return at;
}
inline std::string series_class(int series) { return "s" + std::to_string(series % 4); }
inline std::string kind_name(const std::string& kind) { return kind == "reinitialized" ? "re-initialized" : kind; }
/// The same at the beginning of a sentence.
inline std::string nets_of(const std::string& kind) {
  return kind == "ticket"          ? "Tickets"
         : kind == "reinitialized" ? "Re-initialized nets"
         : kind == "one-shot"      ? "One-shot tickets"
         : kind == "random"        ? "Nets with random masks"
                                   : "Nets of the kind " + kind;
}

/// From all weights at the left down to few at the right, by orders of magnitude.
class remaining_axis {
  std::vector<double> shares_;  // that are there, falling; levels that are about as full are one

 public:
  explicit remaining_axis(const std::vector<lottery_level>& levels) {
    std::vector<double> all;
    for (const lottery_level& l : levels)
      if (l.remaining > 0 && l.remaining <= 1) all.push_back(l.remaining);
    std::sort(all.rbegin(), all.rend());
    for (const double r : all)
      if (shares_.empty() || !as_full(shares_.back(), r)) shares_.push_back(r);
  }
  const std::vector<double>& shares() const { return shares_; }
  static double place(double remaining) { return -std::log(remaining); }
  scale to_scale() const {
    const double first = shares_.empty() ? 1 : shares_.front(), last = shares_.empty() ? 0.1 : shares_.back();
    const double edge = 0.02 * (place(last) - place(first));
    return scale::between(place(first) - edge, place(last) + edge);
  }
  /// Levels that have room for their label.
  std::vector<tick> marks() const {
    std::vector<tick> all;
    const scale x = to_scale();
    for (const double r : shares_)
      if (all.empty() || x.at(place(r)) - x.at(all.back().value) > 0.12) {
        const std::string s = remaining_text(r);
        all.push_back({place(r), s.substr(0, s.size() - 2)});
      }
    return all;
  }
};

struct lottery_measure {
  const char *heading, *guide, *y_label;
  range_of_runs lottery_level::*value;
  bool is_share;
  std::string text_of(double v) const { return is_share ? percent(v, 2) : grouped(std::llround(v)); }
};

/// One measure of all kinds: a mark is the mean of the runs, a bar reaches from the least to the most of them.
class lottery_chart {
  const std::vector<lottery_level>& levels;
  const lottery_measure& m;
  std::vector<std::string> kinds;
  remaining_axis axis;

  double in_chart(double v) const { return m.is_share ? 100 * v : v; }
  double full() const {
    const lottery_level* l = level_at(levels, "ticket", 1);
    return l ? (l->*m.value).mean() : lottery_run::none;
  }
  std::string told(double remaining) const {
    std::string s = "Pm " + remaining_text(remaining);
    for (const std::string& kind : kinds) {
      const lottery_level* l = level_at(levels, kind, remaining);
      if (!l || (l->*m.value).count == 0) continue;
      const range_of_runs& r = l->*m.value;
      put(s, {"; ", kind_name(kind), " ", m.text_of(r.mean())});
      if (r.count > 1)
        put(s, {" (", std::to_string(r.count), " runs, ", m.text_of(r.least), " to ", m.text_of(r.most), ")"});
    }
    return s;
  }

 public:
  lottery_chart(const std::vector<lottery_level>& levels, const lottery_measure& m)
      : levels(levels), m(m), kinds(kinds_of(levels)), axis(levels) {}

  std::string text() const {
    double low = 1e300, high = -1e300, ticket_low = 1e300;
    for (const lottery_level& l : levels)
      if (const range_of_runs& r = l.*m.value; r.count > 0) {
        low = std::min(low, in_chart(r.least)), high = std::max(high, in_chart(r.most));
        if (l.kind == "ticket") ticket_low = std::min(ticket_low, in_chart(r.least));
      }
    if (high < low) return "";
    // Controls that fall far below all tickets would press those together.
    double cut = low;
    if (m.is_share && ticket_low < 1e300 && high > ticket_low) cut = std::max(low, high - 1.6 * (high - ticket_low));
    const scale y =
        m.is_share ? scale::linear(cut, std::min(100., high + 0.02 * (high - cut)), 7) : scale::linear(0, high, 7);
    chart c({.height = 250,
             .x_label = "weights that remain (Pm), %",
             .y_label = m.y_label,
             .description = std::string(m.heading) + " by the share of weights that remain",
             .y_ticks = 7,
             .x_marks = axis.marks()},
            axis.to_scale(), y);
    int below = 0;
    std::vector<std::pair<std::string, std::string>> names;
    if (const double v = full(); v - v == 0) c.guide_at_y(in_chart(v), ""), names.push_back({"guide", "full net"});
    std::vector<int> marks;
    for (std::size_t k = kinds.size(); k-- > 0;) {  // tickets last, on top
      const int series = series_of(kinds[k], kinds);
      std::vector<point> means;
      for (const lottery_level& l : levels) {
        const range_of_runs& r = l.*m.value;
        if (l.kind != kinds[k] || r.count == 0) continue;
        // Bars of kinds stand beside each other.
        const double x = axis.place(l.remaining) + 0.006 * (k - (kinds.size() - 1) / 2.) * (c.x_high() - c.x_low());
        const bool seen = in_chart(r.mean()) >= y.low();
        below += !seen;
        means.push_back({x, seen ? in_chart(r.mean()) : lottery_run::none});
        if (in_chart(r.most) > y.low()) c.bar(x, in_chart(r.least), in_chart(r.most), series_class(series));
        c.mark(means.back(), series);
      }
      if (means.empty()) continue;
      c.line(means, "thin " + series_class(series));
      names.insert(names.begin(), {series_class(series), kind_name(kinds[k])}), marks.insert(marks.begin(), series);
    }
    std::vector<double> places;
    std::vector<std::string> titles;
    for (const double r : axis.shares()) places.push_back(axis.place(r)), titles.push_back(told(r));
    c.tell_each(places, titles);
    std::string guide = m.guide;
    if (below > 0)
      guide += together({" ", std::to_string(below), (below == 1 ? " mean lies" : " means lie"),
                         " lower than the chart reaches; see the table."});
    return figure_with(m.heading, guide, legend(names, marks) + c.text());
  }
};

/// The four charts of the paper.
inline std::string lottery_charts(const std::vector<lottery_level>& levels) {
  static constexpr lottery_measure all[] = {
      {"Accuracy at early stop",
       "Of the test data, at the step of least validation loss. A mark is the mean of the runs, "
       "its bar goes from the least to the most.",
       "test rows that are right, %", &lottery_level::test_accuracy, true},
      {"Early stop", "The step of least validation loss: the lower, the faster a net learns.", "step",
       &lottery_level::early_stop, false},
      {"Accuracy at the end", "Of the test data, after the last step.", "test rows that are right, %",
       &lottery_level::last_test_accuracy, true},
      {"Training accuracy at the end", "Where it reaches 100 %, accuracy on the test data is what the net generalizes.",
       "training rows that are right, %", &lottery_level::last_training_accuracy, true}};
  std::string out;
  for (const lottery_measure& m : all) out += lottery_chart(levels, m).text();
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
