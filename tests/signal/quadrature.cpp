// Sums over points are expectations: of smooth functions to all digits, of kinks and steep slopes closely.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/signal/quadrature.hpp>

using namespace evengrad;

namespace {

template <int N>
double expectation(double (*f)(double)) {
  double m = 0;
  for (int i = 0; i < N; ++i) m += normal_points<N>.weight[i] * f(normal_points<N>.x[i]);
  return m;
}
template <int N>
double across(double (*f)(double), double correlation) {
  double y[N], square = 0;
  for (int i = 0; i < N; ++i) y[i] = f(normal_points<N>.x[i]), square += normal_points<N>.weight[i] * y[i] * y[i];
  return product_across<N>(y, square, correlation);
}
double relu(double x) { return x > 0 ? x : 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(signal)

BOOST_AUTO_TEST_CASE(smooth_functions_are_integrated_to_many_digits) {
  BOOST_TEST(expectation<60>([](double x) { return x * x; }) == 1, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(expectation<60>([](double x) { return x * x * x * x; }) == 3, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(expectation<60>([](double x) { return std::exp(x); }) == std::exp(0.5),
             boost::test_tools::tolerance(1e-6));
  BOOST_TEST(expectation<60>([](double x) { return std::tanh(x) * std::tanh(x); }) == 0.394294,
             boost::test_tools::tolerance(1e-5));
  BOOST_TEST(expectation<20>([](double x) { return std::tanh(x) * std::tanh(x); }) == 0.394294,
             boost::test_tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_CASE(kinks_and_steep_slopes_are_integrated_closely) {
  BOOST_TEST(expectation<60>([](double x) { return relu(x) * relu(x); }) == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(expectation<60>(relu) == 1 / std::sqrt(2 * M_PI), boost::test_tools::tolerance(1e-3));
  // E[sech⁴(16 x)], nearly 4/3 / 16 of the density at 0
  BOOST_TEST(
      expectation<60>([](double x) { return std::pow(std::cosh(16 * x), -4); }) == 4. / 3 / 16 / std::sqrt(2 * M_PI),
      boost::test_tools::tolerance(5e-3));
}

BOOST_AUTO_TEST_CASE(two_rows_that_are_correlated) {
  for (double r : {0., 0.3, 0.9, 1.}) {
    BOOST_TEST(across<60>([](double x) { return x; }, r) == r, boost::test_tools::tolerance(1e-10));
    BOOST_TEST(across<60>([](double x) { return x * x; }, r) == 1 + 2 * r * r, boost::test_tools::tolerance(1e-5));
    // Cho & Saul 2009: the arc-cosine kernel
    const double angle = std::acos(r), exact = (std::sin(angle) + (M_PI - angle) * r) / (2 * M_PI);
    BOOST_TEST(across<60>(relu, r) == exact, boost::test_tools::tolerance(4e-3));
  }
}

BOOST_AUTO_TEST_CASE(points_of_random_masks) {
  double m = 0, square = 0;
  for (int i = 0; i < 60; ++i)
    m += uniform_points<60>.weight[i] * uniform_points<60>.x[i],
        square += uniform_points<60>.weight[i] * uniform_points<60>.x[i] * uniform_points<60>.x[i];
  BOOST_TEST(m == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(square == 1. / 3, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_SUITE_END()
