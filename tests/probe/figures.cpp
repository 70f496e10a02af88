#include <evengrad/probe/figures.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(spreads_merge_to_that_of_all_numbers) {
  const double x[] = {1, 4, -2, 1e6, 1e6 + 1, 3};
  eg::spread_of_many whole, first, second;
  for (int i = 0; i < 6; ++i) {
    const eg::spread_of_many one{.count = 1, .mean = x[i], .smallest = x[i], .largest = x[i]};
    whole.merge(one), (i < 2 ? first : second).merge(one);
  }
  first.not_finite = 2, second.not_finite = 1;
  first.merge(second), first.merge({});
  double mean = 0, squares = 0;
  for (double v : x) mean += v / 6;
  for (double v : x) squares += (v - mean) * (v - mean);
  BOOST_TEST(first.count == 6);
  BOOST_TEST(first.not_finite == 3);
  BOOST_TEST(first.mean == mean, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(first.squares == squares, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(whole.squares == squares, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(first.smallest == -2.);
  BOOST_TEST(first.largest == 1e6 + 1);
  BOOST_TEST(first.rms() == std::sqrt(squares / 6 + mean * mean), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(eg::spread_of_many{}.deviation() == 0.);
}

BOOST_AUTO_TEST_CASE(zeros_among_numbers) {
  eg::figures f;
  BOOST_TEST(f.share_of_zeros() == 0.);
  f.histogram.filled = {{-1000, 2}, {0, 1}, {1016, 5}};
  BOOST_TEST(f.share_of_zeros() == 1 / 8.);
}

BOOST_AUTO_TEST_SUITE_END()
