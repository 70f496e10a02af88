// The tickets in the folder of an experiment: their figures, and one of them as a picture.
#pragma once
#include <evengrad/prune/dead_units.hpp>
#include <evengrad/prune/lottery_levels.hpp>
#include <evengrad/prune/lottery_state.hpp>
#include <evengrad/prune/lottery_table.hpp>
#include <evengrad/prune/ticket_figures.hpp>
#include <evengrad/prune/ticket_picture.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct lottery_figures {
  std::vector<ticket_figures> figures;
  std::vector<layer_picture> before, after;  // of one ticket, with and without dead units; empty: see not_drawn
  std::string not_drawn;                     // why there is no picture
};

/// What the tickets of an experiment in a folder are for, as its files say it.
inline std::string facts_of_lottery(const std::string& folder) {
  const std::string path = folder + "/experiment.state";
  const bytes all = read_file(path);
  const std::string_view text(reinterpret_cast<const char*>(all.data()), all.size());
  const auto first = text.find('\n'), second = first == text.npos ? first : text.find('\n', first + 1),
             end = text.find("\n\n");
  if (second == text.npos || end == text.npos || end < second)
    fail("lottery, " + path, "it is not the file of an experiment", "give a folder that evengrad::lottery wrote");
  return std::string(text.substr(second + 1, end - second));
}

/// Reads the masks and weights that `lottery` left: of all trials, in these rounds or, where none is named, in at most
/// `most` from the first to the last. Connections and survivors are those of the mask of a round, movement that of the
/// training of the full net of the trial (Frankle & Carbin 2019, appendix F). The picture is that of the first trial,
/// at the round nearest to `shown` of the weights, of the layers that `layer_pictures` draws; there is none of a
/// network without dense layers, or that without_dead_units refuses, such as one that diverged. Fails where the folder
/// is of another network or a file is damaged.
template <const auto& Net, class T = float>
lottery_figures read_lottery_figures(const std::string& folder, std::vector<int> rounds = {}, int most = 5,
                                     double shown = 0.036) {
  const std::string facts = facts_of_lottery(folder);
  const auto m = std::make_unique<model<Net, T>>();
  if (!facts.starts_with("lottery\n" + network_facts(*m)))
    fail("lottery, " + folder, "an experiment with another network", "give the folder of one with this network");
  std::vector<std::pair<int, int>> tickets;  // trial, round
  std::vector<int> all_rounds;
  lottery_run nearest;
  double off = std::numeric_limits<double>::infinity();
  for (const lottery_run& r : read_lottery(folder)) {
    if (r.kind != "ticket") continue;
    tickets.push_back({r.trial, r.round});
    if (r.trial != 1) continue;
    all_rounds.push_back(r.round);
    if (const double d = std::fabs(std::log(r.remaining / shown)); d < off) off = d, nearest = r;
  }
  if (rounds.empty())
    for (const std::size_t i : evenly(all_rounds.size(), std::size_t(std::max(0, most))))
      rounds.push_back(all_rounds[i]);
  lottery_figures out;
  ticket_state<Net, T> whole;
  int whole_of = 0;
  for (const auto& [trial, round] : tickets) {
    if (std::find(rounds.begin(), rounds.end(), round) == rounds.end()) continue;
    if (whole_of != trial) whole = read_ticket(*m, folder, facts, trial, 0), whole_of = trial;
    const auto s = read_ticket(*m, folder, facts, trial, round);
    ticket_figures& f =
        out.figures.emplace_back(figures_of_ticket(s.mask, whole.first.weights().data(), whole.last.weights().data()));
    f.trial = trial, f.round = round;
  }
  if (!all_rounds.empty()) {
    const auto s = read_ticket(*m, folder, facts, 1, nearest.round);
    s.last.give(*m);
    try {
      ticket_layer_pictures p = layer_pictures(without_dead_units(*m, s.mask));
      out.before = std::move(p.before), out.after = std::move(p.after);
    } catch (const error& e) {
      out.not_drawn = e.what();  // the figures are worth as much without it
    }
  }
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
