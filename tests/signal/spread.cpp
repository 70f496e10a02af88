// Moments of sums and products: the laws of S7 and S8 of LeCun 98.
#include <boost/test/unit_test.hpp>
#include <evengrad/mean_field/spread.hpp>

using namespace evengrad;

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(variance_of_a_product) {
  const signal_moments y{0.5, 0.25 + 2, 0.3}, w{0.1, 0.01 + 3, 3.01};
  // Var(YW) = E(Y)² Var(W) + E(W)² Var(Y) + Var(Y) Var(W)
  BOOST_TEST(signal_moments::of_product(y, w).variance() == 0.25 * 3 + 0.01 * 2 + 2 * 3,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(signal_moments::of_product(y, w).mean == 0.05, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(variance_of_a_dot_product) {
  const signal_moments y{0, 2, 0.5}, w{0, 3, 3}, sum = signal_moments::of_draws(signal_moments::of_product(y, w), 100);
  BOOST_TEST(sum.variance() == 100 * 2 * 3);
  BOOST_TEST(sum.correlation() == 0.25);
}

BOOST_AUTO_TEST_CASE(sums_of_two_and_over_rows) {
  const signal_moments a{1, 3, 2}, b{-1, 2, 1};
  BOOST_TEST(signal_moments::of_sum(a, b, 1).mean == 0);
  BOOST_TEST(signal_moments::of_sum(a, b, -1).second == 2 + 1 + 4);
  BOOST_TEST(signal_moments::of_sum(a, b, -1).across == 1 + 0 + 4);
  const signal_moments rows = signal_moments::of_rows({0, 1, 0.25}, 8);
  BOOST_TEST(rows.second == 8 + 8 * 7 * 0.25);
  BOOST_TEST(rows.correlation() == 1, "one sum for all rows");
}

BOOST_AUTO_TEST_CASE(what_does_not_vary_is_a_constant) {
  BOOST_TEST(spread::normal(3, {2, 4, 4}).is_constant());
  BOOST_TEST(!spread::normal(3, {2, 5, 4}).is_constant());
  BOOST_TEST(spread::constant(2).alike);
}

BOOST_AUTO_TEST_SUITE_END()
