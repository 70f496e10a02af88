#include <evengrad/prune/ticket_charts.hpp>

#include <boost/test/unit_test.hpp>

#include "../message.hpp"
#include "lottery_experiment.hpp"

namespace eg = evengrad;
namespace er = evengrad::report;
using synthetic::count;

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(unevenness_is_that_of_gini) {
  BOOST_TEST(er::unevenness({5, 5, 5}) == 0);
  BOOST_TEST(er::unevenness({0, 0, 0, 8}) == 0.75);
  BOOST_TEST(er::unevenness({3, 1}) == 0.25);
  BOOST_TEST(er::unevenness({0, 0}) == 0);
}

BOOST_AUTO_TEST_CASE(trials_of_a_round_are_taken_together) {
  eg::ticket_figures a, b;
  a.round = b.round = 4, a.remaining = b.remaining = 0.4;
  a.tensors.push_back({.name = "x.w", .inputs = 2, .units = 1, .kept = 1, .incoming = {1}, .outgoing = {0, 1}});
  b.tensors.push_back({.name = "x.w", .inputs = 2, .units = 1, .kept = 2, .incoming = {2}, .outgoing = {1, 1}});
  a.tensors[0].first = eg::exact_figures<float>({1}), b.tensors[0].first = eg::exact_figures<float>({2, 3});
  const auto all = er::figures_by_round({a, b}, {});
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0].tensors[0].incoming == std::vector<int>{1, 2}));
  BOOST_TEST((all[0].tensors[0].outgoing == std::vector<int>{0, 1, 1, 1}));
  BOOST_TEST(all[0].tensors[0].first.mean == 2);
  BOOST_TEST(all[0].tensors[0].kept == 3);
  BOOST_TEST(er::figures_by_round({a, b}, {5}).empty());
  b.tensors[0].name = "y.w";
  const std::string text = evengrad_test::message([&] { er::figures_by_round({a, b}, {}); });
  BOOST_TEST(text == "write_lottery_report: y.w in place of x.w; give figures of one network");
}

BOOST_AUTO_TEST_CASE(each_tensor_has_its_connections_its_survivors_and_its_movement) {
  const auto e = lottery_experiment::make({.sizes = {36, 20, 10}});
  const auto levels = er::figures_by_round(e.figures, {});
  BOOST_REQUIRE(levels.size() == 5u);
  const std::string connections = er::connection_charts(levels);
  BOOST_TEST(count(connections, "<div class=\"small\">") == 4);
  BOOST_TEST(count(connections, "class=\"line thin ") == 4 * 5);
  BOOST_TEST(count(connections, "<h4>dense_1.w, incoming</h4>") == 1);
  BOOST_TEST(count(connections, "the most connected; Pm 100 %: 36, 1 of the mean") == 1);
  const std::string survivors = er::surviving_weights(levels);
  BOOST_TEST(count(survivors, "<figure") == 2);
  BOOST_TEST(count(survivors, "<title>Pm 100 %: mean ") == 2);
  BOOST_TEST(count(survivors, "; all initial weights have RMS ") == 2 * 5);
  const std::string movement = er::weight_movement(levels);
  BOOST_TEST(count(movement, "<tr>") == 1 + 5);
  BOOST_TEST(count(movement, "<th>100 %</th>") == 1);
  const eg::tensor_figures& some = levels[2].tensors[0];
  BOOST_TEST(count(movement, "; pruned RMS " + er::value_text(some.moved_pruned.rms()) + ", survivors " +
                                 er::value_text(some.moved.rms())) == 1);
  for (const std::string& text : {connections, survivors, movement}) BOOST_TEST(count(text, "nan") == 0);
}

BOOST_AUTO_TEST_CASE(nothing_is_drawn_of_nothing) {
  BOOST_TEST(er::connection_charts({}) == "");
  BOOST_TEST(er::surviving_weights({}) == "");
  BOOST_TEST(er::weight_movement({}) == "");
  eg::ticket_figures whole;  // of which nothing was pruned, and a tensor of which all was
  whole.tensors.push_back({.name = "a.w", .inputs = 1, .units = 1, .kept = 1, .incoming = {1}, .outgoing = {1}});
  whole.tensors.push_back({.name = "b.w", .inputs = 1, .units = 1, .kept = 0, .incoming = {0}, .outgoing = {0}});
  BOOST_TEST(er::weight_movement({whole}) == "");
  const std::string text = er::connection_charts({whole});
  BOOST_TEST(count(text, "class=\"line thin ") == 2);
  BOOST_TEST(count(text, "nan") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
