// A lottery experiment: the same tables with any number of threads, killed and resumed, and what its rounds are.
#include <evengrad/prune/by_gradient.hpp>
#include <evengrad/prune/lottery.hpp>

#include <sys/wait.h>
#include <unistd.h>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/scaling.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <set>

#include "../data/temporary.hpp"
#include "digit_parts.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<64> | eg::dense<12> | eg::relu | eg::dense<10>;
constexpr auto fitted = eg::input<64> | eg::centre | eg::dense<10>;

/// A folder that is gone afterwards with all that is in it.
struct lottery_folder {
  scratch around;
  std::string path = around.folder + "/of/lottery";
  ~lottery_folder() { std::filesystem::remove_all(around.folder + "/of"); }
  std::string text(const char* name) const {
    const eg::bytes all = eg::read_file(path + "/" + name);
    return {all.begin(), all.end()};
  }
  /// The tables that are the same each time.
  std::string tables() const { return text("runs.csv") + text("curves.csv"); }
};

eg::lottery_options options(const lottery_folder& folder) {
  return {.where = folder.path,
          .rounds = 2,
          .trials = 2,
          .steps = 12,
          .batch = 16,
          .every = 4,
          .training_rows = 50,
          .rewind_to = 5,
          .seed = eg::seed{7},
          .show = false};
}
/// Plain gradient descent, which presses Ctrl-C after so many steps; -1: never.
struct pressing {
  static constexpr int slots = 0;
  static inline std::atomic<int> left = -1;
  double learning_rate = 0.3;
  auto at(eg::step_facts) const {
    if (left > 0 && --left == 0) raise(SIGINT);
    return [r = learning_rate]<class P>(P d, P, P*) { return P(d * P(typename P::value_type(r))); };
  }
  void check() const {}
};

eg::lottery_result run(const eg::lottery_options& o, double learning_rate = 0.3, const eg::pruning<>& how = {}) {
  static const digit_parts data;
  const pressing rule{learning_rate};
  const auto result = eg::lottery<net>(data, eg::cross_entropy, rule, o, how, eg::reset{}, eg::reinitialized{{1, 2}, 2},
                                       eg::pruned_at_once{{2}}, eg::random_masks{{1}}, eg::redrawn{{2}},
                                       eg::noisy{{2}, 0.5}, eg::pruned_untrained{{2}});
  return result;
}
constexpr std::size_t all_runs = 2 * (3 + 4 + 5);

const std::string& uninterrupted() {
  static const std::string tables = [] {
    const lottery_folder folder;
    run(options(folder));
    return folder.tables();
  }();
  return tables;
}
std::size_t lines_of(const lottery_folder& folder) {
  std::error_code none;
  if (!std::filesystem::exists(folder.path + "/runs.csv", none)) return 0;
  const std::string text = folder.text("runs.csv");
  return std::size_t(std::count(text.begin(), text.end(), '\n'));
}

/// What it has of a ticket, without the experiment.
eg::ticket_state<net, float> state_of(const lottery_folder& folder, int trial, int round) {
  const std::string facts = folder.text("experiment.state");
  const std::size_t from = facts.find("lottery\n"), to = facts.find("\n\n", from);
  eg::model<net> m;
  return eg::read_ticket(m, folder.path, facts.substr(from, to + 1 - from), trial, round);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery)

BOOST_AUTO_TEST_CASE(threads_change_nothing) {
  const lottery_folder folder;
  eg::lottery_options o = options(folder);
  o.threads = 3;
  const auto result = run(o);
  BOOST_TEST((result.complete && result.runs.size() == all_runs));
  BOOST_TEST((folder.tables() == uninterrupted()));
}

BOOST_AUTO_TEST_CASE(rounds_begin_where_they_should_with_the_masks_of_pruning) {
  const lottery_folder folder;
  const auto result = run(options(folder));
  BOOST_REQUIRE(result.runs.size() == all_runs);
  for (int trial = 1; trial <= 2; ++trial) {
    eg::model<net> m{eg::seed_of_run(eg::seed{7}, "draw", trial)};
    const std::vector<float> drawn(m.weights(), m.weights() + m.weight_count());
    eg::weight_mask mask(m.places());
    for (int round = 0; round <= 2; ++round) {
      const auto s = state_of(folder, trial, round);
      if (round > 0) {
        state_of(folder, trial, round - 1).last.give(m);
        mask = eg::prune(m, mask, eg::pruning<>{});
      }
      BOOST_TEST((s.mask == mask));
      std::vector<float> first = drawn;
      mask.apply(first.data());
      BOOST_TEST(std::equal(first.begin(), first.end(), s.first.weights().begin()));
      const eg::lottery_run& row = result.runs[std::size_t((trial - 1) * 3 + round)];
      BOOST_TEST((row.kind == "ticket" && row.trial == trial && row.round == round));
      BOOST_TEST(row.remaining == mask.remaining());
      s.last.give(m);
      static const digit_parts data;
      BOOST_TEST(row.last_test_accuracy == eg::accuracy(m, data.test));
    }
  }
  // Every kind and copy is a training of its own.
  std::set<double> losses;
  for (const auto& r : result.runs) losses.insert(r.test_loss);
  BOOST_TEST(losses.size() == all_runs);
}

BOOST_AUTO_TEST_CASE(killed_and_resumed_it_is_the_same_to_the_bit) {
  const lottery_folder folder;
  eg::lottery_options o = options(folder);
  o.threads = 2;
  std::size_t before = 0;
  for (const std::size_t rows : {2, 5, 11}) {  // killed when there are so many rows, and again further on
    const pid_t child = ::fork();
    if (child == 0) {
      run(o);
      _exit(0);
    }
    while (lines_of(folder) < rows + 1 && ::waitpid(child, nullptr, WNOHANG) == 0) ::usleep(500);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    BOOST_TEST(lines_of(folder) >= std::max(rows + 1, before));  // no row is lost
    before = lines_of(folder);
  }
  BOOST_TEST(run(o).complete);
  BOOST_TEST((folder.tables() == uninterrupted()));
  // A ticket whose weights are gone is trained again, and what rests on them is as it was.
  std::filesystem::remove(folder.path + "/ticket-1-1.state");
  BOOST_TEST(run(o).complete);
  BOOST_TEST((folder.tables() == uninterrupted()));
  BOOST_TEST((state_of(folder, 1, 1).mask.remaining() < 1));
}

BOOST_AUTO_TEST_CASE(ctrl_c_ends_it_and_it_goes_on) {
  const lottery_folder whole, folder;
  run(options(whole));
  pressing::left = 3 + 100;  // three for the facts
  const auto result = run(options(folder));
  BOOST_TEST((!result.complete && result.runs.size() == 8u));
  const auto rest = run(options(folder));
  BOOST_TEST((rest.complete && rest.runs.size() == all_runs));
  BOOST_TEST((folder.tables() == whole.tables()));
}

BOOST_AUTO_TEST_CASE(more_rounds_and_trials_may_come_later) {
  const lottery_folder folder;
  eg::lottery_options o = options(folder);
  o.trials = 1;
  BOOST_TEST(run(o).runs.size() == all_runs / 2);
  o.trials = 2;
  BOOST_TEST(run(o).runs.size() == all_runs);
  BOOST_TEST((folder.tables() == uninterrupted()));
  o.trials = 1;
  BOOST_TEST(run(o).runs.size() == all_runs / 2);    // those that were asked for
  BOOST_TEST((folder.tables() == uninterrupted()));  // and the others stay
}

BOOST_AUTO_TEST_CASE(rewound_tickets_begin_at_the_step_that_was_kept) {
  const lottery_folder folder;
  eg::lottery_options o = options(folder);
  o.trials = 1;
  static const digit_parts data;
  const auto result = eg::lottery<net>(data, eg::cross_entropy, pressing{}, o, eg::pruning<>{}, eg::rewind{});
  const auto full = state_of(folder, 1, 0), second = state_of(folder, 1, 2);
  std::vector<float> kept(full.rewound.weights().begin(), full.rewound.weights().end());
  BOOST_TEST(!std::equal(kept.begin(), kept.end(), full.first.weights().begin()));
  second.mask.apply(kept.data());
  BOOST_TEST(std::equal(kept.begin(), kept.end(), second.first.weights().begin()));
  for (const auto& r : result.runs) BOOST_TEST(r.curve.front().step == (r.kind == "ticket" && r.round > 0 ? 5 : 0));
}

BOOST_AUTO_TEST_CASE(layers_that_are_fitted_to_data_are_fitted_before_anything_is_pruned) {
  const lottery_folder folder;
  eg::lottery_options o = options(folder);
  o.rounds = o.trials = 1;
  static const digit_parts data;
  const eg::dataset some = data.train;
  const auto result =
      eg::lottery<fitted>(data, eg::cross_entropy, pressing{}, o, eg::pruning{eg::snip{eg::cross_entropy, some}},
                          eg::reset{}, eg::pruned_untrained{{1}});
  BOOST_TEST(result.runs.size() == 3u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_is_refused_and_nothing_changes) {
  const lottery_folder folder;
  const auto refused = [&](auto change, std::string_view a, std::string_view b = "") {
    eg::lottery_options o = options(folder);
    change(o);
    BOOST_CHECK_EXCEPTION(run(o), eg::error, (says{a, b}));
  };
  refused([](auto& o) { o.rounds = 0; }, "lottery.rounds: 0");
  refused([](auto& o) { o.rounds = 1; }, "reinitialized: round 2");
  const eg::pruning<> steep{{}, {}, {.rate = 0.9, .output = 1}};  // 768, 77, 8, 1
  eg::lottery_options long_one = options(folder);
  long_one.rounds = 5;
  BOOST_CHECK_EXCEPTION(run(long_one, 0.3, steep), eg::error, (says{"prune, dense_", "would stay"}));
  BOOST_TEST(!std::filesystem::exists(folder.path));
  refused([](auto& o) { o.where = "/proc/none"; }, "lottery, /proc/none");
  run(options(folder));
  refused([](auto& o) { o.batch = 17; }, "it has \"batch 16\" where", "has \"batch 17\"");
  BOOST_TEST((folder.tables() == uninterrupted()));
  std::filesystem::remove(folder.path + "/experiment.state");
  refused([](auto&) {}, "runs.csv is there, and not the experiment");
  BOOST_TEST((folder.tables() == uninterrupted()));
}

BOOST_AUTO_TEST_CASE(a_training_that_diverges_ends_it_and_what_ended_before_stays) {
  const lottery_folder folder;
  BOOST_CHECK_EXCEPTION(run(options(folder), 1e30), eg::error, (says{"lottery, step ", "lower the learning rate"}));
  BOOST_TEST(eg::read_lottery(folder.path).empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
