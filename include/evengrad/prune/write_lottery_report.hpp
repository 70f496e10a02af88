// The report of a lottery experiment: one HTML file with the curves of the paper, and what tickets are like.
#pragma once
#include <evengrad/data/new_file.hpp>
#include <evengrad/prune/lottery_words.hpp>
#include <evengrad/prune/ticket_charts.hpp>
#include <evengrad/prune/unit_picture.hpp>
#include <evengrad/report/page.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct lottery_report_options {
  std::string title = "Lottery tickets";
  std::string about{};        // a sentence on the experiment: the net, the data, the optimizer
  std::vector<int> rounds{};  // whose curves and figures are drawn; empty: some, from the first to the last
  std::vector<layer_picture> before{}, after{};  // a net, and what is left of it, to be drawn; empty: none
};

namespace report {
inline std::string lottery_page(const std::vector<lottery_run>& runs, const std::vector<ticket_figures>& figures,
                                const lottery_report_options& o) {
  if (runs.empty()) fail("write_lottery_report", "no run", "give the runs of an experiment");
  for (const lottery_run& r : runs)
    if (!(r.remaining > 0 && r.remaining <= 1))
      fail("write_lottery_report",
           r.kind + " of round " + std::to_string(r.round) + " with a share of weights of " + value_text(r.remaining),
           "remaining is a share from 0 to 1");
  const std::vector<lottery_level> levels = levels_of(runs);
  const std::vector<ticket_figures> drawn = figures_by_round(figures, o.rounds);
  int trials = 0;
  std::int64_t steps = 0;
  for (const lottery_run& r : runs) trials = std::max(trials, r.trial), steps = std::max(steps, r.steps);
  std::string course = o.about;
  if (!course.empty() && course.back() != ' ') course += ' ';
  put(course, {plural(trials, "trial"), " of ", plural(steps, "step"), " for each training."});
  const std::string survivors = surviving_weights(drawn);
  return page(
      o.title, "lottery report",
      together({"<p>", escaped(course), "</p>", lottery_tiles(levels), "<p class=\"verdict\">",
                escaped(lottery_verdict(levels)), "</p>"}),
      {{"charts", "Tickets and controls", cards(lottery_charts(levels))},
       {"curves", "Training", cards(lottery_curves(runs, levels, o.rounds))},
       {"units", "Units and connections",
        cards(connection_charts(drawn) +
              (o.before.empty() ? "" : figure_with("The net as it was pruned", "", unit_picture(o.before, {}))) +
              (o.after.empty() ? "" : figure_with("What is left of it", "", unit_picture(o.after, {}))))},
       {"movement", "How far weights move", cards(weight_movement(drawn))},
       {"survivors", "Which initial weights survive",
        survivors.empty() ? ""
                          : "<p class=\"guide\">Filled: the initial weights that the ticket keeps. Dotted: all initial "
                            "weights. Peaks are equally high.</p>" +
                                cards(survivors)},
       {"table", "All figures", "<div class=\"columns\">" + lottery_table(levels) + "</div>"}},
      "<p>Pm is the share of weights that remain. Early stop is the step of least validation loss, found "
      "afterwards; means are over all runs of a level, ranges go from the least to the most.</p>");
}
}  // namespace report

/// Writes one page that needs no network: the curves of Frankle & Carbin (2019) with their spread, validation curves,
/// and of the figures, where they are given, connectivity, movement and surviving initial weights. What was not
/// measured is left out. Fails where there is no run, or the file cannot be written, which then stays as it was.
inline void write_lottery_report(const std::string& path, const std::vector<lottery_run>& runs,
                                 const std::vector<ticket_figures>& figures = {},
                                 const lottery_report_options& o = {}) {
  const std::string text = report::lottery_page(runs, figures, o);
  new_file file(path, "write_lottery_report");
  file.write(text), file.put();
}

}  // namespace evengrad::inline EVENGRAD_ISA
