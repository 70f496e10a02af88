#include <evengrad/prune/lottery_levels.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

eg::lottery_run run(const std::string& kind, int round, double remaining, std::int64_t early_stop, double accuracy) {
  eg::lottery_run r;
  r.kind = kind, r.round = round, r.remaining = remaining, r.steps = 100, r.early_stop = early_stop;
  r.validation_loss = 0.5, r.test_accuracy = accuracy;
  return r;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(runs_are_gathered_by_kind_and_round) {
  std::vector<eg::lottery_run> runs = {run("of mine", 1, 0.8, 10, 0.5),  run("one-shot", 2, 0.2, 100, 0.9),
                                       run("ticket", 1, 0.801, 40, 0.9), run("ticket", 0, 1, 30, 0.8),
                                       run("ticket", 1, 0.799, 20, 0.7), run("ticket", 1, 0.8, 0, 0.6)};
  runs.back().validation_loss = runs.back().test_accuracy = eg::lottery_run::none;  // came to nothing
  const auto levels = eg::levels_of(runs);
  BOOST_TEST((eg::kinds_of(levels) == std::vector<std::string>{"ticket", "one-shot", "of mine"}));
  BOOST_REQUIRE(levels.size() == 4u);
  BOOST_TEST(levels[0].remaining == 1);
  const eg::lottery_level& l = levels[1];
  BOOST_TEST(l.runs == 3);
  BOOST_TEST(l.remaining == 0.8, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(l.test_accuracy.count == 2);
  BOOST_TEST(l.test_accuracy.mean() == 0.8, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(l.test_accuracy.least == 0.7);
  BOOST_TEST(l.test_accuracy.most == 0.9);
  BOOST_TEST(l.early_stop.mean() == 30);
  BOOST_TEST(l.at_the_end == 0);
  BOOST_TEST(levels[2].at_the_end == 1);
  BOOST_TEST(!(l.last_test_accuracy.mean() == l.last_test_accuracy.mean()));
  BOOST_TEST(eg::level_at(levels, "of mine", 0.805) == &levels[3]);
  BOOST_TEST(!eg::level_at(levels, "of mine", 0.85));
  BOOST_TEST(!eg::level_at(levels, "one-shot", 0.8));
  BOOST_TEST(eg::levels_of({}).empty());
}

BOOST_AUTO_TEST_CASE(some_of_many_are_spread_evenly) {
  BOOST_TEST((eg::evenly(3, 5) == std::vector<std::size_t>{0, 1, 2}));
  BOOST_TEST((eg::evenly(21, 6) == std::vector<std::size_t>{0, 4, 8, 12, 16, 20}));
  BOOST_TEST(eg::evenly(501, 200).size() == 200u);
  BOOST_TEST(eg::evenly(501, 200).back() == 500u);
  BOOST_TEST((eg::evenly(4, 2) == std::vector<std::size_t>{0, 3}));
  BOOST_TEST((eg::evenly(4, 1) == std::vector<std::size_t>{0}));
  BOOST_TEST(eg::evenly(4, 0).empty());
  BOOST_TEST(eg::evenly(0, 5).empty());
}

BOOST_AUTO_TEST_SUITE_END()
