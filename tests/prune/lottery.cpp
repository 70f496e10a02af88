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

/// A control that cannot be trained.
struct exploding {
  struct huge {
    void give(auto& m, const eg::weight_mask&, const auto& past) const {
      past.first.give(m);
      std::for_each(m.weights(), m.weights() + m.weight_count(), [](float& w) { w *= 1e30f; });
    }
  };
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "exploding"; }
  huge start(eg::seed) const { return {}; }
};

/// What is written on stderr while it is there.
class on_stderr {
  std::FILE* const to_ = std::tmpfile();
  const int before_ = ::dup(2);

 public:
  on_stderr() { ::dup2(::fileno(to_), 2); }
  on_stderr(const on_stderr&) = delete;
  ~on_stderr() { ::dup2(before_, 2), ::close(before_), std::fclose(to_); }
  std::string text() const {
    std::rewind(to_);
    std::string all;
    for (int c; (c = std::fgetc(to_)) != EOF;) all += char(c);
    return all;
  }
};

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

BOOST_AUTO_TEST_CASE(ctrl_c_in_the_last_step_of_a_training_keeps_it) {
  const lottery_folder folder;
  pressing::left = 3 + 12;  // three for the facts
  const auto result = run(options(folder));
  BOOST_TEST((!result.complete && result.runs.size() == 1u));
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
  o.trials = 1, o.rewind_to = 5;
  static const digit_parts data;
  o.show = true;
  const on_stderr written;
  const auto result = eg::lottery<net>(data, eg::cross_entropy, pressing{}, o, eg::pruning<>{}, eg::rewind{},
                                       eg::pruned_at_once{{2}}, eg::pruned_untrained{{2}});
  BOOST_TEST(written.text().find("lottery: 45/45 ") != std::string::npos);  // 12 + 7 + 7, 7 and 12 steps
  const auto full = state_of(folder, 1, 0), second = state_of(folder, 1, 2);
  std::vector<float> kept(full.rewound.weights().begin(), full.rewound.weights().end());
  BOOST_TEST(!std::equal(kept.begin(), kept.end(), full.first.weights().begin()));
  second.mask.apply(kept.data());
  BOOST_TEST(std::equal(kept.begin(), kept.end(), second.first.weights().begin()));
  BOOST_REQUIRE(result.runs.size() == 5u);
  for (const auto& r : result.runs)
    BOOST_TEST(r.curve.front().step == (r.round > 0 && r.kind != "untrained" ? 5 : 0), r.kind);
  // So do nets that are pruned once.
  eg::model<net> m;
  full.last.give(m);
  const auto once = eg::prune_at_once(m, full.mask, eg::pruning<>{}, 2);
  full.rewound.give(m), once.apply(m.weights());
  BOOST_TEST(result.runs[3].curve.front().loss == eg::evaluate(m, eg::cross_entropy, data.validation, 500).loss);
}

BOOST_AUTO_TEST_CASE(tickets_that_carry_on_are_reset_at_the_end_by_a_control) {
  const lottery_folder folder;
  eg::lottery_options o = options(folder);
  o.trials = 1;
  static const digit_parts data;
  const auto result = eg::lottery<net>(data, eg::cross_entropy, pressing{}, o, eg::pruning<>{}, eg::carry_on{},
                                       eg::reset_at_the_end{{2}});
  BOOST_REQUIRE((result.runs.size() == 4u && result.runs[3].kind == "reset at the end"));
  const auto loss_of = [&](const eg::checkpoint<net, float>& start, const eg::weight_mask& mask) {
    eg::model<net> m;
    start.give(m), mask.apply(m.weights());
    return eg::evaluate(m, eg::cross_entropy, data.validation, 500).loss;
  };
  const auto full = state_of(folder, 1, 0), before = state_of(folder, 1, 1), ticket = state_of(folder, 1, 2);
  BOOST_TEST(result.runs[2].curve.front().loss == loss_of(before.last, ticket.mask));
  BOOST_TEST(result.runs[3].curve.front().loss == loss_of(full.first, ticket.mask));
  BOOST_TEST((result.runs[3].remaining == ticket.mask.remaining() && result.runs[3].curve.front().step == 0));
}

BOOST_AUTO_TEST_CASE(a_criterion_that_draws_draws_anew_in_each_trial) {
  static const digit_parts data;
  const auto mask = [&](std::uint64_t seed, int trial) {
    const lottery_folder folder;
    eg::lottery_options o = options(folder);
    o.rounds = 1;
    eg::lottery<net>(data, eg::cross_entropy, pressing{}, o, eg::pruning{eg::random_choice{eg::seed{seed}}});
    return state_of(folder, trial, 1).mask;
  };
  const auto first = mask(1, 1);
  BOOST_TEST((first == mask(1, 1) && first != mask(1, 2) && first != mask(2, 1)));
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
  BOOST_CHECK_EXCEPTION(run(long_one, 0.3, steep), eg::error, (says{"lottery: dense_", "would have none of its"}));
  static const digit_parts data;
  const auto with = [&](const auto& control) {  // of a round that no ticket has
    eg::lottery<net>(data, eg::cross_entropy, pressing{}, options(folder), steep, eg::reset{}, control);
  };
  BOOST_CHECK_EXCEPTION(with(eg::pruned_at_once{{1, 3}}), eg::error,
                        (says{"lottery, one-shot: dense_2.w would have none of its 120 weights after round 3"}));
  BOOST_CHECK_EXCEPTION(with(eg::pruned_untrained{{3}}), eg::error, says{"lottery, untrained: dense_2.w"});
  refused([](auto& o) { o.rewind_to = 5; }, "lottery.rewind_to: 5, and nothing starts from there");
  BOOST_CHECK_EXCEPTION(
      eg::lottery<net>(data, eg::cross_entropy, pressing{}, options(folder), eg::pruning<>{}, eg::rewind{}), eg::error,
      says{"lottery.rewind_to: 0"});
  BOOST_TEST(!std::filesystem::exists(folder.path));
  refused([](auto& o) { o.where = "/proc/none"; }, "lottery, /proc/none");
  run(options(folder));
  refused([](auto& o) { o.batch = 17; }, "it has \"batch 16\" where", "has \"batch 17\"");
  BOOST_TEST((folder.tables() == uninterrupted()));
  std::filesystem::remove(folder.path + "/experiment.state");
  refused([](auto&) {}, "runs.csv is there, and not the experiment");
  BOOST_TEST((folder.tables() == uninterrupted()));
}

BOOST_AUTO_TEST_CASE(where_all_diverge_nothing_is_kept) {
  const lottery_folder folder;
  BOOST_CHECK_EXCEPTION(run(options(folder), 1e30), eg::error, (says{"lottery, step ", "lower the learning rate"}));
  BOOST_TEST(eg::read_lottery(folder.path).empty());
}

BOOST_AUTO_TEST_CASE(a_training_that_diverges_leaves_the_others_to_be_done) {
  static const digit_parts data;
  std::vector<std::string> tables;
  for (const int threads : {1, 2}) {
    const lottery_folder folder;
    eg::lottery_options o = options(folder);
    o.threads = threads;
    const auto all = [&] {
      eg::lottery<net>(data, eg::cross_entropy, pressing{}, o, eg::pruning<>{}, eg::reset{}, exploding{{1, 2}},
                       eg::reinitialized{{1, 2}});
    };
    for (int time = 0; time < 2; ++time) {  // it fails again when all others are there
      BOOST_CHECK_EXCEPTION(all(), eg::error, (says{"lottery, step 1: ", "lower the learning rate"}));
      tables.push_back(folder.tables());
    }
    const auto rows = eg::read_lottery(folder.path);
    BOOST_TEST(rows.size() == 2u * (3 + 2));
    BOOST_TEST(std::none_of(rows.begin(), rows.end(), [](const auto& r) { return r.kind == "exploding"; }));
    for (int trial = 1; trial <= 2; ++trial)
      for (int round = 0; round <= 2; ++round)
        BOOST_TEST(std::filesystem::exists(eg::ticket_path(folder.path, trial, round)));
  }
  for (const std::string& t : tables) BOOST_TEST((t == tables[0] && t.size() > 1000));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_ends_it_at_once) {
  const lottery_folder folder;
  std::filesystem::create_directories(eg::ticket_path(folder.path, 1, 0) + "/in the way");
  BOOST_CHECK_EXCEPTION(run(options(folder)), eg::error, says{"ticket-1-0.state"});
  BOOST_TEST(eg::read_lottery(folder.path).empty());
  BOOST_TEST(!std::filesystem::exists(eg::ticket_path(folder.path, 2, 0)));  // nor is another trial begun
}

BOOST_AUTO_TEST_CASE(a_folder_in_which_another_process_works_is_left_as_it_is) {
  const lottery_folder folder;
  std::filesystem::create_directories(folder.path);
  const eg::lottery_table others(folder.path);
  BOOST_CHECK_EXCEPTION(run(options(folder)), eg::error, says{"another process works in it"});
  BOOST_TEST(std::filesystem::is_empty(folder.path));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
