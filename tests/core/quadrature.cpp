// Sums over points are expectations: of smooth functions to all digits, of kinks and steep slopes closely.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/core/quadrature.hpp>

using namespace evengrad;

namespace {

double relu(double x) { return x > 0 ? x : 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(smooth_functions_are_integrated_to_many_digits) {
  const auto& q = normal_points<60>;
  const auto square_of_tanh = [](double x) { return std::tanh(x) * std::tanh(x); };
  BOOST_TEST(q.mean([](double x) { return x * x; }) == 1, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(q.mean([](double x) { return x * x * x * x; }) == 3, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(q.mean([](double x) { return std::exp(x); }) == std::exp(0.5), boost::test_tools::tolerance(1e-6));
  BOOST_TEST(q.mean(square_of_tanh) == 0.394294, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(normal_points<20>.mean(square_of_tanh) == 0.394294, boost::test_tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_CASE(kinks_and_steep_slopes_are_integrated_closely) {
  const auto& q = normal_points<60>;
  BOOST_TEST(q.mean([](double x) { return relu(x) * relu(x); }) == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(q.mean(relu) == 1 / std::sqrt(2 * M_PI), boost::test_tools::tolerance(1e-4));
  // E[sech⁴(16 x)], nearly 4/3 / 16 of the density at 0
  BOOST_TEST(q.mean([](double x) { return std::pow(std::cosh(16 * x), -4); }) == 4. / 3 / 16 / std::sqrt(2 * M_PI),
             boost::test_tools::tolerance(5e-3));
}

BOOST_AUTO_TEST_CASE(between_integers_kinks_do_no_harm) {
  const auto& q = normal_points_between_integers<240>;
  const auto close = boost::test_tools::tolerance(1e-14);
  BOOST_TEST(q.mean([](double x) { return x * x; }) == 1, close);
  BOOST_TEST(q.mean([](double x) { return x * x * x * x; }) == 3, close);
  BOOST_TEST(std::fabs(q.mean([](double x) { return x * x * x; })) < 1e-15);
  BOOST_TEST(q.mean(relu) == 1 / std::sqrt(2 * M_PI), close);
  // E[min(|x|, 1)²]: the square within [−1, 1], by parts, and 1 outside.
  const double outside = std::erfc(std::sqrt(0.5)), within = 1 - outside - 2 * std::exp(-0.5) / std::sqrt(2 * M_PI);
  BOOST_TEST(q.mean([](double x) { return std::fmin(x * x, 1); }) == within + outside, close);
  for (int i = 1; i < 240; ++i) BOOST_CHECK(q.weight[i] > 0);
}

BOOST_AUTO_TEST_CASE(points_of_random_masks) {
  const auto& q = uniform_points<60>;
  BOOST_TEST(q.mean([](double x) { return x; }) == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(q.mean([](double x) { return x * x; }) == 1. / 3, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_SUITE_END()
