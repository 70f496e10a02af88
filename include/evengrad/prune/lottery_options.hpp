// What a lottery experiment is: rounds, trials, and how each training goes.
#pragma once
#include <algorithm>
#include <evengrad/core/failure.hpp>
#include <evengrad/core/philox.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// How one ticket is trained.
struct ticket_training {
  std::int64_t steps = 12'000;
  int batch = 60;
  std::int64_t every = 100;  // steps from one look at the validation data to the next; 0 and the last are looked at too
  seed shuffle{0};           // of the order of the rows: epoch e has that of seed shuffle + e, so give trials seeds
                             // that are far apart
  int training_rows = 0;     // the first rows, on which training accuracy is measured in the end; 0: all
  std::int64_t first = 0;    // the step that it starts from, where it is rewound: the order of the rows and schedules
                             // go on behind it, moments begin anew
  std::int64_t keep_at = -1;  // the step whose weights are kept, to rewind to; -1: none
  int chunk = 500;            // rows that are evaluated together
};

/// Fails where a number is out of range.
[[gnu::cold]] inline void check_options(const ticket_training& o) {
  const auto at_least = [](const char* name, std::int64_t value, std::int64_t least) {
    if (value < least)
      fail(std::string("lottery.") + name, std::to_string(value), "give at least " + std::to_string(least));
  };
  at_least("steps", o.steps, 1), at_least("batch", o.batch, 1), at_least("every", o.every, 1);
  at_least("training_rows", o.training_rows, 0), at_least("chunk", o.chunk, 1), at_least("first", o.first, 0);
  if (o.first >= o.steps || o.keep_at >= o.steps)
    fail("lottery.rewind_to",
         std::to_string(std::max(o.first, o.keep_at)) + " of " + std::to_string(o.steps) + " steps",
         "rewind to a step before the last");
}

/// Rounds of pruning, each in so many trials with weights, and orders of rows, of their own (Frankle & Carbin 2019,
/// section 2: 20 rounds in 5 trials of 50,000 steps).
struct lottery_options {
  std::string where;  // the folder of the tables and of the weights of tickets; it is made where it is not there
  int rounds = 20, trials = 5;
  std::int64_t steps = 50'000;  // of each training
  int batch = 60;
  std::int64_t every = 100;    // steps from one look at the validation data to the next
  int training_rows = 0;       // the first rows, on which training accuracy is measured in the end; 0: all
  std::int64_t rewind_to = 0;  // the step that `rewind` goes back to; 0 with every other start
  evengrad::seed seed{0};      // everything follows from it
  int threads = 1;             // trainings at a time
  bool show = true;            // a bar on stderr, or a line for each training where it is no terminal
};

/// Fails where a number is out of range.
[[gnu::cold]] inline void check_options(const lottery_options& o) {
  const auto at_least_one = [](const char* name, std::int64_t value) {
    if (value < 1) fail(std::string("lottery.") + name, std::to_string(value), "give at least 1");
  };
  at_least_one("rounds", o.rounds), at_least_one("trials", o.trials), at_least_one("threads", o.threads);
  if (o.rewind_to < 0) fail("lottery.rewind_to", std::to_string(o.rewind_to), "give a step from 0 on");
  if (o.where.empty()) fail("lottery.where", "no folder", "name the folder of its tables");
  check_options(ticket_training{
      .steps = o.steps, .batch = o.batch, .every = o.every, .training_rows = o.training_rows, .keep_at = o.rewind_to});
}

/// Fails where a start is that of a step and none is named, or one is named and nothing starts from it.
[[gnu::cold]] inline void check_rewinding(const lottery_options& o, bool rewinds) {
  if (rewinds == (o.rewind_to > 0)) return;
  if (rewinds)
    fail("lottery.rewind_to", "0, which is the start that reset has", "give the step to rewind to, or take reset");
  fail("lottery.rewind_to", std::to_string(o.rewind_to) + ", and nothing starts from there",
       "leave it 0, or take rewind as the start; one of your own says static constexpr bool rewinds = true");
}

/// What a training draws from: a seed of its own for each use, which depends on nothing else.
inline seed seed_of_run(seed all, std::string_view use, int trial, int round = 0, int copy = 0) {
  std::uint64_t name = 0xCBF29CE484222325u;  // FNV-1a
  for (const char c : use) name = (name ^ std::uint64_t(static_cast<unsigned char>(c))) * 0x100000001B3u;
  const std::uint64_t which =
      std::uint64_t(unsigned(trial)) << 40 ^ std::uint64_t(unsigned(round)) << 20 ^ std::uint64_t(unsigned(copy));
  const auto words = philox(all, name, which);
  return seed{std::uint64_t(words[0]) << 32 | words[1]};
}

}  // namespace evengrad::inline EVENGRAD_ISA
