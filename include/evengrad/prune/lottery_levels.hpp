// The runs of a lottery experiment by kind and level: what was measured, as mean, least and most of all its runs.
#pragma once
#include <evengrad/prune/lottery_run.hpp>

#include <algorithm>
#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// Of finite numbers; the others are left out.
struct range_of_runs {
  int count = 0;
  double sum = 0, least = lottery_run::none, most = lottery_run::none;

  void add(double x) {
    if (x - x != 0) return;
    least = count == 0 ? x : std::min(least, x), most = count == 0 ? x : std::max(most, x);
    sum += x, ++count;
  }
  double mean() const { return count > 0 ? sum / count : lottery_run::none; }
};

/// All runs of a kind in a round: trials, and copies of each.
struct lottery_level {
  std::string kind;
  int round = 0, runs = 0, at_the_end = 0;  // of so many runs early stop is the last step
  double remaining = 1;
  range_of_runs early_stop, validation_loss, test_accuracy, last_test_accuracy, last_training_accuracy, seconds;
};

/// By kind in the order ticket, reinitialized, one-shot, random, and the others as they come; within one from the
/// fullest net down.
inline std::vector<lottery_level> levels_of(const std::vector<lottery_run>& runs) {
  std::vector<std::string> kinds = {"ticket", "reinitialized", "one-shot", "random"};
  std::vector<lottery_level> all;
  for (const lottery_run& r : runs) {
    if (std::find(kinds.begin(), kinds.end(), r.kind) == kinds.end()) kinds.push_back(r.kind);
    auto level = std::find_if(all.begin(), all.end(),
                              [&](const lottery_level& l) { return l.kind == r.kind && l.round == r.round; });
    if (level == all.end()) {
      level = all.insert(all.end(), lottery_level{});
      level->kind = r.kind, level->round = r.round, level->remaining = r.remaining;
    }
    level->remaining += (r.remaining - level->remaining) / ++level->runs;
    if (r.early_stop >= r.steps && r.validation_loss - r.validation_loss == 0) ++level->at_the_end;
    if (r.validation_loss - r.validation_loss == 0) level->early_stop.add(double(r.early_stop));
    level->validation_loss.add(r.validation_loss), level->test_accuracy.add(r.test_accuracy);
    level->last_test_accuracy.add(r.last_test_accuracy);
    level->last_training_accuracy.add(r.last_training_accuracy), level->seconds.add(r.seconds);
  }
  const auto place = [&](const std::string& kind) { return std::find(kinds.begin(), kinds.end(), kind); };
  std::stable_sort(all.begin(), all.end(), [&](const lottery_level& a, const lottery_level& b) {
    return a.kind != b.kind ? place(a.kind) < place(b.kind) : a.remaining > b.remaining;
  });
  return all;
}

/// The kinds of levels, in their order.
inline std::vector<std::string> kinds_of(const std::vector<lottery_level>& levels) {
  std::vector<std::string> all;
  for (const lottery_level& l : levels)
    if (all.empty() || all.back() != l.kind) all.push_back(l.kind);
  return all;
}

/// Whether two levels keep about as many weights: apart by less than one in fifty.
inline bool as_full(double a, double b) { return std::max(a, b) <= 1.02 * std::min(a, b); }

/// The level of a kind that is as full; none: nullptr.
inline const lottery_level* level_at(const std::vector<lottery_level>& levels, const std::string& kind,
                                     double remaining) {
  const lottery_level* best = nullptr;
  for (const lottery_level& l : levels)
    if (l.kind == kind && as_full(l.remaining, remaining) &&
        (!best || std::fabs(l.remaining - remaining) < std::fabs(best->remaining - remaining)))
      best = &l;
  return best;
}

/// So many of all, evenly: the first and the last among them.
inline std::vector<std::size_t> evenly(std::size_t all, std::size_t most) {
  std::vector<std::size_t> some;
  if (all <= most)
    for (std::size_t i = 0; i < all; ++i) some.push_back(i);
  else
    for (std::size_t i = 0; i < most; ++i)
      some.push_back(most == 1 ? 0 : (i * (all - 1) + (most - 1) / 2) / (most - 1));
  return some;
}

}  // namespace evengrad::inline EVENGRAD_ISA
