// What a lottery experiment showed, in words and large figures, and its table.
#pragma once
#include <evengrad/prune/lottery_curves.hpp>
#include <evengrad/report/verdict.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// From which level down all means of test accuracy at early stop lie below that of the full net; nullptr where the
/// sparsest does not.
inline const lottery_level* falls_below(const std::vector<lottery_level>& levels, const std::string& kind,
                                        double full) {
  const lottery_level* first = nullptr;
  for (auto l = levels.rbegin(); l != levels.rend(); ++l) {
    const double mean = l->test_accuracy.mean();
    if (l->kind != kind || l->remaining == 1 || mean - mean != 0) continue;
    if (mean >= full) break;
    first = &*l;
  }
  return first;
}
/// "+0.31 points"
inline std::string points_text(double difference) {
  const std::string s = digits_of(std::fabs(100 * difference), std::chars_format::fixed, 2);
  return (s == "0.00" ? "±" : difference < 0 ? "−" : "+") + s + " points";
}

/// What is told of an experiment: of the full net, of the best ticket, of a ticket beside the re-initialized one.
struct lottery_findings {
  const lottery_level *full = nullptr, *best = nullptr, *ticket = nullptr, *reinitialized = nullptr;
  std::int64_t runs = 0, at_the_end = 0;
  double seconds = 0;

  explicit lottery_findings(const std::vector<lottery_level>& levels) {
    for (const lottery_level& l : levels) {
      runs += l.runs, at_the_end += l.at_the_end, seconds += l.seconds.sum;
      if (l.kind != "ticket" || l.test_accuracy.count == 0) continue;
      if (l.remaining == 1) full = &l;
      else if (!best || l.test_accuracy.mean() > best->test_accuracy.mean()) best = &l;
    }
    if (const lottery_level* at = level_to_compare(levels))
      if (const lottery_level* other = level_at(levels, "reinitialized", at->remaining);
          other && at->test_accuracy.count > 0 && other->test_accuracy.count > 0)
        ticket = at, reinitialized = other;
  }
  /// How many times as many steps the re-initialized net takes.
  double speed() const {
    const double steps = ticket->early_stop.mean();
    return steps > 0 ? reinitialized->early_stop.mean() / steps : lottery_run::none;
  }
  double gain() const { return ticket->test_accuracy.mean() - reinitialized->test_accuracy.mean(); }
};

inline std::string lottery_tiles(const std::vector<lottery_level>& levels) {
  const lottery_findings f(levels);
  std::string out = "<div class=\"tiles\">";
  if (f.full)
    out += tile(percent(f.full->test_accuracy.mean(), 2), "of the test rows are right: the full net",
                "early stop at step " + grouped(std::llround(f.full->early_stop.mean())));
  if (f.best)
    out += tile(
        percent(f.best->test_accuracy.mean(), 2), "the best ticket, at Pm " + remaining_text(f.best->remaining),
        f.full ? points_text(f.best->test_accuracy.mean() - f.full->test_accuracy.mean()) + " to the full net" : "");
  if (f.ticket) {
    const std::string level = remaining_text(f.ticket->remaining);
    if (const double s = f.speed(); s - s == 0)
      out += tile(digits_of(s, std::chars_format::fixed, 2) + "×", "faster than re-initialized, at Pm " + level,
                  "early stop at step " + grouped(std::llround(f.ticket->early_stop.mean())) + ", not " +
                      grouped(std::llround(f.reinitialized->early_stop.mean())));
    out +=
        tile(points_text(f.gain()), "more than re-initialized, at Pm " + level,
             percent(f.ticket->test_accuracy.mean(), 2) + ", not " + percent(f.reinitialized->test_accuracy.mean(), 2));
  }
  out += tile(grouped(f.runs), f.runs == 1 ? "training" : "trainings",
              f.seconds > 0 ? "of " + duration(f.seconds) + " in all" : "");
  return out + "</div>";
}

/// A paragraph.
inline std::string lottery_verdict(const std::vector<lottery_level>& levels) {
  const lottery_findings f(levels);
  std::string s;
  if (f.full) {
    const double full = f.full->test_accuracy.mean();
    for (const std::string& kind : kinds_of(levels)) {
      bool any = false;
      for (const lottery_level& l : levels)
        any = any || (l.kind == kind && l.remaining < 1 && l.test_accuracy.count > 0);
      if (!any) continue;
      const std::string nets = nets_of(kind);
      if (const lottery_level* l = falls_below(levels, kind, full))
        put(s, {nets, " are below the full net from Pm ", remaining_text(l->remaining), " on. "});
      else put(s, {nets, " are not below the full net at the sparsest level that was trained. "});
    }
  }
  if (f.at_the_end > 0)
    put(s,
        {"In ", grouped(f.at_the_end), " of ", grouped(f.runs),
         " trainings the least validation loss is that of the last step: more steps would find a later early stop. "});
  return s;
}

/// A table of each kind: means, and below them the least and the most.
inline std::string lottery_table(const std::vector<lottery_level>& levels) {
  const auto cell = [](const range_of_runs& r, bool is_share) {
    const auto text = [&](double v) {
      return is_share ? digits_of(100 * v, std::chars_format::fixed, 2) : grouped(std::llround(v));
    };
    if (r.count == 0) return std::string("<td>–</td>");
    return "<td>" + text(r.mean()) +
           (r.count > 1 ? "<br/><small>" + text(r.least) + "–<wbr/>" + text(r.most) + "</small>" : "") + "</td>";
  };
  std::string out;
  for (const std::string& kind : kinds_of(levels)) {
    std::string table =
        "<table class=\"ranges\"><thead><tr><th>Pm, %</th><th>runs</th><th>early stop</th><th>accuracy there</th>"
        "<th>at the end</th><th>training</th></tr></thead><tbody>";
    for (const lottery_level& l : levels)
      if (l.kind == kind) {
        const std::string s = remaining_text(l.remaining);
        put(table, {"<tr><th>", s.substr(0, s.size() - 2), "</th><td>", std::to_string(l.runs), "</td>",
                    cell(l.early_stop, false), cell(l.test_accuracy, true), cell(l.last_test_accuracy, true),
                    cell(l.last_training_accuracy, true), "</tr>"});
      }
    out += figure_with(nets_of(kind), "", table + "</tbody></table>");
  }
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
