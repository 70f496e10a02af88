// Calibration: bins, errors and scores by hand, one logit as two classes, distributions as targets, and a table.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/train/calibration.hpp>

#include "../message.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(train)

namespace {

// Networks that say what they are given.
constexpr auto three = eg::input<3> | eg::reshape_to<3>;
constexpr auto lines = eg::input<2, 3> | eg::reshape_to<2, 3>;
constexpr auto logit = eg::input<1> | eg::dense<1, eg::init::ones>;

using evengrad_test::message;
bool close(double a, double b) { return std::fabs(a - b) < 1e-6; }

/// Rows of logits whose softmax is p for the first class, and what remains is shared.
void append(eg::table& t, double p, float label, int count) {
  const float x[] = {float(std::log(p)), float(std::log((1 - p) / 2)), float(std::log((1 - p) / 2))};
  for (int i = 0; i < count; ++i) t.append(x, &label);
}

}  // namespace

BOOST_AUTO_TEST_CASE(bins_and_errors_by_hand) {
  eg::table t{{}, {}, 3, 1, 3};
  append(t, 0.9, 0, 6), append(t, 0.9, 1, 4);     // 0.9 sure, 0.6 right
  append(t, 0.55, 0, 15), append(t, 0.55, 2, 5);  // 0.55 sure, 0.75 right
  eg::model<three> m;
  const eg::calibration_report r = eg::calibration(m, t, 10);
  BOOST_TEST((r.rows == 30 && r.bins.size() == 10u));
  BOOST_TEST((r.bins[8].rows + r.bins[9].rows == 10 && r.bins[5].rows == 20));
  BOOST_TEST(close(r.bins[5].confidence, 0.55));
  BOOST_TEST(r.bins[5].accuracy == 0.75);
  BOOST_TEST(close(r.ece, (10 * 0.3 + 20 * 0.2) / 30));
  BOOST_TEST(close(r.mce, 0.3));
  BOOST_TEST(close(r.accuracy, 21. / 30));
  BOOST_TEST(close(r.confidence, (9 + 11) / 30.));
  const double nll = -(6 * std::log(0.9) + 4 * std::log(0.05) + 15 * std::log(0.55) + 5 * std::log(0.225)) / 30;
  BOOST_TEST(close(r.nll, nll));
  const double brier = (6 * (0.01 + 2 * 0.0025) + 4 * (0.81 + 0.95 * 0.95 + 0.0025) +
                        15 * (0.45 * 0.45 + 2 * 0.225 * 0.225) + 5 * (0.55 * 0.55 + 0.775 * 0.775 + 0.225 * 0.225)) /
                       30;
  BOOST_TEST(close(r.brier, brier));
  // One bin sees the means only, which lie nearer to each other; a temperature of 1 is none.
  BOOST_TEST(close(eg::calibration(m, t, 1).ece, 1. / 30));
  BOOST_TEST(eg::calibration(m, t, 10, 1).nll == r.nll);
  // At a high temperature all is even.
  const eg::calibration_report hot = eg::calibration(m, t, 10, 1e9);
  BOOST_TEST(close(hot.confidence, 1. / 3));
  BOOST_TEST(hot.accuracy == r.accuracy);
  BOOST_TEST(close(hot.nll, std::log(3.)));
}

BOOST_AUTO_TEST_CASE(a_confidence_on_the_edge_of_a_bin_belongs_to_the_lower_one) {
  const eg::logits_and_targets even{2, {0, 0}, {1, 0}}, sure{2, {0, -1000}, {1, 0}};
  BOOST_TEST(eg::calibration(even, 10).bins[4].rows == 1);  // 0.5
  BOOST_TEST(eg::calibration(sure, 10).bins[9].rows == 1);  // 1
  BOOST_TEST(eg::calibration(sure, 10).nll == 0);
  const eg::logits_and_targets wrong{2, {0, -1000}, {0, 1}};
  BOOST_TEST(eg::calibration(wrong, 10).nll == 1000, "no overflow, no infinity");
}

BOOST_AUTO_TEST_CASE(one_logit_is_two_classes_and_lines_count_alone) {
  eg::model<logit> one;
  const eg::table t{{2, -1, 0.5}, {1, 0, 0}, 1, 1, 2};
  const eg::calibration_report r = eg::calibration(one, t, 10);
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  BOOST_TEST(close(r.confidence, (sigmoid(2) + sigmoid(1) + sigmoid(0.5)) / 3));
  BOOST_TEST(close(r.nll, -(std::log(sigmoid(2)) + std::log(sigmoid(1)) + std::log(sigmoid(-0.5))) / 3));
  BOOST_TEST(close(r.accuracy, 2. / 3));
  eg::model<lines> two;
  const eg::table both{{1, 2, 3, 3, 1, 1}, {2, 1}, 6, 2, 0};
  BOOST_TEST((eg::calibration(two, both).rows == 2 && eg::calibration(two, both).accuracy == 0.5));
}

BOOST_AUTO_TEST_CASE(targets_may_be_distributions) {
  eg::model<three> m;
  eg::table hard{{}, {}, 3, 1, 3};
  append(hard, 0.7, 0, 3), append(hard, 0.7, 2, 1);
  eg::table soft{hard.features, {1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1}, 3, 3, 0};
  const eg::calibration_report a = eg::calibration(m, hard), b = eg::calibration(m, soft);
  BOOST_TEST((a.ece == b.ece && a.nll == b.nll && a.brier == b.brier && a.accuracy == b.accuracy));
}

BOOST_AUTO_TEST_CASE(it_prints_as_a_table) {
  eg::table t{{}, {}, 3, 1, 3};
  append(t, 0.87, 0, 6), append(t, 0.87, 1, 4), append(t, 0.55, 0, 5);
  eg::model<three> m;
  BOOST_TEST(text_of(eg::calibration(m, t, 10)) ==
             "15 rows, accuracy 0.7333, confidence 0.7633, ECE 0.3300, MCE 0.4500, NLL 0.9839, Brier 0.5475\n"
             "   confidence   rows     mean    right      gap\n"
             "0.500 - 0.600      5   0.5500   1.0000  -0.4500\n"
             "0.800 - 0.900     10   0.8700   0.6000  +0.2700\n");
}

BOOST_AUTO_TEST_CASE(figures_that_make_no_sense_are_refused) {
  eg::model<three> m;
  eg::table t{{1, 2, 3}, {0}, 3, 1, 3};
  BOOST_TEST(message([&] { eg::calibration(m, t, 0); }) == "calibration.bins: 0; give at least one");
  BOOST_TEST(message([&] { eg::calibration(m, t, 5, 0); }).starts_with("calibration.temperature: 0; "));
  BOOST_TEST(message([&] { eg::calibration(m, t, 5, -2); }).starts_with("calibration.temperature: -2; "));
  BOOST_TEST(message([&] { eg::calibration(m, eg::dataset{}); }).starts_with("data: an empty set; "));
  BOOST_TEST(message([&] { eg::calibration(eg::logits_and_targets{}); }) ==
             "calibration: no rows; give at least one row");
  BOOST_TEST(message([&] {
               eg::calibration(eg::logits_and_targets{2, {0, -1, 0, -1}, {1, 0}});
             }) == "calibration: 2 targets for 4 logits; give 2 of each a row");
  const eg::table shares{{1, 2, 3}, {2, 3, -1}, 3, 3, 0};
  BOOST_TEST(message([&] { eg::calibration(m, shares); }).starts_with("calibration: targets that are no shares"));
  eg::model<logit> broken;
  broken["dense_1.w"].assign(std::vector<float>{3e38f});
  const eg::table large{{3e38f}, {1}, 1, 1, 2};
  BOOST_TEST(
      message([&] { eg::calibration(broken, large); }).starts_with("calibration, row 0: output 0 is not finite; "));
  t.targets = {3};
  BOOST_TEST(message([&] { eg::calibration(m, t); }).starts_with("data, row 0: the label 3"));
}

BOOST_AUTO_TEST_SUITE_END()
