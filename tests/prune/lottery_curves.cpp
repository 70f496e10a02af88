#include <evengrad/prune/lottery_curves.hpp>

#include <boost/test/unit_test.hpp>

#include "lottery_experiment.hpp"

namespace eg = evengrad;
namespace er = evengrad::report;
using synthetic::count;

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(a_mean_curve_is_that_of_the_runs_at_each_step) {
  const double none = eg::lottery_run::none;
  eg::lottery_run a, b;
  a.curve = {{0, 1, 0.5}, {10, 0.5, 0.75}}, b.curve = {{0, 3, 0.25}, {10, none, none}, {20, 4, 1}};
  const auto mean = er::mean_curve({a, b}, "ticket", 0);
  BOOST_REQUIRE(mean.size() == 3u);
  BOOST_TEST(mean[0].loss == 2);
  BOOST_TEST(mean[0].accuracy == 0.375);
  BOOST_TEST(mean[1].loss == 0.5);
  BOOST_TEST(mean[2].step == 20);
  BOOST_TEST(mean[2].loss == 4);
  BOOST_TEST(er::mean_curve({a, b}, "random", 0).empty());
  BOOST_TEST(er::mean_curve({a, b}, "ticket", 1).empty());
}

BOOST_AUTO_TEST_CASE(lines_leave_the_chart_where_it_ends) {
  std::vector<er::point> p = {{0, 9}, {1, 8}, {2, 1}, {3, 0.5}, {4, 7}, {5, 7}};
  er::cut(p, er::scale::between(0, 2));
  BOOST_TEST(p[0].y != p[0].y);
  BOOST_TEST(p[1].y == 8);
  BOOST_TEST(p[3].y == 0.5);
  BOOST_TEST(p[4].y == 7);
  BOOST_TEST(p[5].y != p[5].y);
}

BOOST_AUTO_TEST_CASE(tickets_of_some_rounds_and_one_beside_its_controls) {
  auto e = lottery_experiment::make({.rounds = 10, .figures = 0});
  const auto levels = eg::levels_of(e.runs);
  BOOST_TEST(er::level_to_compare(levels)->round == 7);
  const std::string text = er::lottery_curves(e.runs, levels, {});
  BOOST_TEST(count(text, "<figure") == 4);
  BOOST_TEST(count(text, "Ticket and controls at Pm 21.1 %") == 4);  // headings, and what the pictures are called
  BOOST_TEST(count(text, "</svg> full net</span>") == 2);
  BOOST_TEST(count(text, "</svg> 100 %</span>") == 2);
  BOOST_TEST(count(text, "class=\"line ") - count(text, "d=\"M1 5h24\"") == 2 * 6 + 2 * 4);
  BOOST_TEST(count(text, "nan") == 0);
  const std::string three = er::lottery_curves(e.runs, levels, {0, 3, 9});
  BOOST_TEST(count(three, "</svg> 51.3 %</span>") == 2);
  BOOST_TEST(count(three, "class=\"line ") - count(three, "d=\"M1 5h24\"") == 2 * 3 + 2 * 4);
  // Without curves, without controls.
  for (auto& r : e.runs) r.curve.clear();
  BOOST_TEST(er::lottery_curves(e.runs, levels, {}) == "");
  e = lottery_experiment::make({.rounds = 2, .controls = false, .figures = 0});
  BOOST_TEST(!er::level_to_compare(eg::levels_of(e.runs)));
  BOOST_TEST(count(er::lottery_curves(e.runs, eg::levels_of(e.runs), {}), "<figure") == 2);
}

BOOST_AUTO_TEST_SUITE_END()
