#include <evengrad/prune/lottery_charts.hpp>

#include <boost/test/unit_test.hpp>

#include "lottery_experiment.hpp"

namespace eg = evengrad;
namespace er = evengrad::report;

namespace {

using synthetic::count;

constexpr er::lottery_measure accuracy{"Accuracy", "guide", "right", &eg::lottery_level::test_accuracy, true};
std::string chart(const std::vector<eg::lottery_run>& runs, const er::lottery_measure& m = accuracy) {
  return er::lottery_chart(eg::levels_of(runs), m).text();
}
eg::lottery_run run(const std::string& kind, int round, double remaining, double accuracy) {
  eg::lottery_run r;
  r.kind = kind, r.round = round, r.remaining = remaining, r.test_accuracy = accuracy;
  return r;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(a_mark_for_each_level_and_a_bar_for_each_spread) {
  const auto e = lottery_experiment::make({.figures = 0});
  const auto levels = eg::levels_of(e.runs);
  const std::string text = chart(e.runs, {"h", "g", "y", &eg::lottery_level::early_stop, false});
  int spread = 0;
  for (const auto& l : levels) spread += l.early_stop.most > l.early_stop.least;
  for (const std::string& kind : eg::kinds_of(levels)) {
    const int series = er::series_of(kind, eg::kinds_of(levels));
    int n = 1;  // in the legend
    for (const auto& l : levels) n += l.kind == kind;
    BOOST_TEST(count(text, er::mark_of(series)) == n, kind);
  }
  BOOST_TEST(count(text, "class=\"span ") == spread);
  BOOST_TEST(count(text, "class=\"line thin s") == 3);  // random has one level: no line
  BOOST_TEST(count(text, "<title>Pm ") == 13);
  const eg::lottery_level& at = *eg::level_at(levels, "reinitialized", 0.211);
  BOOST_TEST(count(text, "re-initialized " + eg::grouped(std::llround(at.early_stop.mean())) + " (9 runs, " +
                             eg::grouped(std::llround(at.early_stop.least)) + " to " +
                             eg::grouped(std::llround(at.early_stop.most)) + ")") == 1);
}

BOOST_AUTO_TEST_CASE(bars_reach_as_far_as_the_runs) {
  const std::string text = chart({run("ticket", 0, 1, 0.9), run("ticket", 1, 0.1, 0.92), run("ticket", 1, 0.1, 0.98)});
  // The axis goes from 90 to 100 in ones or twos: the bar from 92 to 98, the mark at 95.
  const auto bar = text.find("class=\"span s0\" d=\"M");
  BOOST_REQUIRE(bar != text.npos);
  const std::string way = text.substr(bar, text.find('/', bar) - bar);
  BOOST_TEST(way.find(' ', way.find('M')) != way.npos);
  const double low = std::stod(way.substr(way.find(' ', way.find('M')))),
               high = std::stod(way.substr(way.find(' ', way.find('L'))));
  const auto mark = text.find("y=\"", text.rfind("<svg x=\"", text.rfind(er::mark_of(0)))) + 3;
  BOOST_TEST(std::fabs(10 * std::stod(text.substr(mark)) - (low + high) / 2) < 1.1);
  BOOST_TEST(low > high);
  BOOST_TEST(count(text, "full net") == 1);
  BOOST_TEST(count(text, "<title>Pm 10.0 %; ticket 95.00 % (2 runs, 92.00 % to 98.00 %)</title>") == 1);
  BOOST_TEST(count(text, ">100</text>") >= 1);
}

BOOST_AUTO_TEST_CASE(what_was_not_measured_is_not_drawn) {
  const double none = eg::lottery_run::none;
  const std::string text = chart({run("ticket", 0, 1, 0.9), run("ticket", 1, 0.5, none), run("random", 1, 0.5, none)});
  BOOST_TEST(count(text, er::mark_of(0)) == 2);
  BOOST_TEST(count(text, er::mark_of(3)) == 0);
  BOOST_TEST(count(text, "nan") == 0);
  BOOST_TEST(chart({run("ticket", 0, 1, none)}) == "");
  BOOST_TEST(er::lottery_charts(eg::levels_of({run("ticket", 0, 1, none)})) == "");
}

BOOST_AUTO_TEST_CASE(controls_far_below_do_not_press_tickets_together) {
  const std::string text = chart({run("ticket", 0, 1, 0.98), run("ticket", 1, 0.5, 0.97), run("random", 1, 0.5, 0.1)});
  BOOST_TEST(count(text, "1 mean lies lower than the chart reaches") == 1);
  BOOST_TEST(count(text, er::mark_of(3)) == 1);  // the legend
  BOOST_TEST(count(text, "random 10.00 %") == 1);
}

BOOST_AUTO_TEST_CASE(kinds_keep_their_colours_and_new_ones_have_others) {
  const std::vector<std::string> kinds = {"ticket", "random", "mine", "yours"};
  BOOST_TEST(er::series_of("random", kinds) == 3);
  BOOST_TEST(er::series_of("mine", kinds) == 4);
  BOOST_TEST(er::series_of("yours", kinds) == 5);
  const std::string text = chart({run("<b>", 1, 0.5, 0.5)});
  BOOST_TEST(count(text, "<b>") == 0);
  BOOST_TEST(count(text, "&lt;b&gt;") == 2);
}

BOOST_AUTO_TEST_CASE(labels_of_levels_have_room) {
  std::vector<eg::lottery_run> runs;
  for (int i = 0; i <= 20; ++i) runs.push_back(run("ticket", i, std::pow(0.8, i), 0.9));
  const er::remaining_axis axis(eg::levels_of(runs));
  BOOST_TEST(axis.shares().size() == 21u);
  const auto marks = axis.marks();
  BOOST_TEST(marks.size() > 5u);
  BOOST_TEST(marks.front().label == "100");
  for (std::size_t i = 1; i < marks.size(); ++i)
    BOOST_TEST(axis.to_scale().at(marks[i].value) - axis.to_scale().at(marks[i - 1].value) > 0.12);
  BOOST_TEST(er::remaining_text(0.2107) == "21.1 %");
  BOOST_TEST(er::remaining_text(0.00841) == "0.84 %");
}

BOOST_AUTO_TEST_SUITE_END()
