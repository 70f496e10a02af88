// The options of a lottery experiment, and the seeds of its trainings.
#include <evengrad/prune/lottery_options.hpp>

#include <boost/test/unit_test.hpp>
#include <set>

#include "../data/temporary.hpp"

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery_options)

BOOST_AUTO_TEST_CASE(what_is_out_of_range_is_named) {
  const auto refused = [](auto change, std::string_view a, std::string_view b = "") {
    eg::lottery_options o{.where = "folder"};
    BOOST_CHECK_NO_THROW(eg::check_options(o));
    change(o);
    BOOST_CHECK_EXCEPTION(eg::check_options(o), eg::error, (says{a, b}));
  };
  refused([](auto& o) { o.rounds = 0; }, "lottery.rounds: 0", "at least 1");
  refused([](auto& o) { o.trials = -1; }, "lottery.trials: -1");
  refused([](auto& o) { o.threads = 0; }, "lottery.threads: 0");
  refused([](auto& o) { o.steps = 0; }, "lottery.steps: 0");
  refused([](auto& o) { o.batch = 0; }, "lottery.batch: 0");
  refused([](auto& o) { o.every = 0; }, "lottery.every: 0");
  refused([](auto& o) { o.training_rows = -1; }, "lottery.training_rows: -1");
  refused([](auto& o) { o.rewind_to = -1; }, "lottery.rewind_to: -1");
  refused([](auto& o) { o.rewind_to = 50'000; }, "lottery.rewind_to: 50000 of 50000 steps", "before the last");
  refused([](auto& o) { o.where.clear(); }, "lottery.where");
}

BOOST_AUTO_TEST_CASE(a_step_to_rewind_to_is_there_where_something_rewinds_and_only_there) {
  eg::lottery_options o{.where = "folder"};
  BOOST_CHECK_NO_THROW(eg::check_rewinding(o, false));
  BOOST_CHECK_EXCEPTION(eg::check_rewinding(o, true), eg::error,
                        (says{"lottery.rewind_to: 0", "give the step to rewind to, or take reset"}));
  o.rewind_to = 500;
  BOOST_CHECK_NO_THROW(eg::check_rewinding(o, true));
  BOOST_CHECK_EXCEPTION(eg::check_rewinding(o, false), eg::error,
                        (says{"lottery.rewind_to: 500, and nothing starts from there", "take rewind as the start"}));
}

BOOST_AUTO_TEST_CASE(each_training_has_a_seed_of_its_own) {
  std::set<std::uint64_t> all;
  for (const char* kind : {"ticket", "ticket start", "reinitialized", "draw"})
    for (int trial = 1; trial < 4; ++trial)
      for (int round = 0; round < 5; ++round)
        for (int copy = 1; copy < 4; ++copy)
          for (const int from : {1, 2}) all.insert(eg::seed_of_run(eg::seed{from}, kind, trial, round, copy).value);
  BOOST_TEST(all.size() == 4u * 3 * 5 * 3 * 2);
  // Tables that were written go on only with the same ones.
  BOOST_TEST(eg::seed_of_run(eg::seed{1}, "ticket", 1, 2, 3).value == 10586643899012850937u);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
