// Moments of rows: means, variances, ranges, covariances, and numbers far from zero.
#include <evengrad/core/moments.hpp>

#include <cmath>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(core)

namespace {
eg::moments moments_of(const std::vector<std::vector<double>>& rows, bool together) {
  eg::moments m(int(rows[0].size()), together);
  for (const auto& r : rows) m.add(r.data());
  m.settle();
  for (const auto& r : rows) m.add_deviations(r.data());
  m.finish();
  return m;
}
}  // namespace

BOOST_AUTO_TEST_CASE(moments_of_four_rows) {
  const eg::moments m = moments_of({{1, 5, -2}, {2, 5, 0}, {3, 5, 2}, {6, 5, 4}}, true);
  BOOST_TEST(m.rows == 4);
  BOOST_TEST((m.mean == std::vector<double>{3, 5, 1}));
  BOOST_TEST((m.variance == std::vector<double>{3.5, 0, 5}));
  BOOST_TEST((m.low == std::vector<double>{1, 5, -2} && m.high == std::vector<double>{6, 5, 4}));
  BOOST_TEST((!m.constant(0) && m.constant(1) && !m.constant(2)));
  const double together = (-2. * -3 + -1. * -1 + 0. * 1 + 3. * 3) / 4;
  BOOST_TEST((m.covariance == std::vector<double>{3.5, 0, together, 0, 0, 0, together, 0, 5}));
  BOOST_TEST(moments_of({{1}, {2}}, false).covariance.empty());
}

BOOST_AUTO_TEST_CASE(a_large_mean_costs_no_digits_of_the_variance) {
  std::vector<std::vector<double>> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back({1e8 + i % 3});  // 0, 1, 2: 334, 333 and 333 of them
  const double mean = (333. + 666) / 1000, square = (333. + 4 * 333) / 1000;
  const eg::moments m = moments_of(rows, false);
  BOOST_TEST(std::fabs(m.variance[0] - (square - mean * mean)) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
