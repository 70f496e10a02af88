#include <evengrad/data/circles.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(two_circles_have_their_radii_their_noise_and_no_centre_of_their_own) {
  const eg::table t = eg::circles(4000, eg::seed{1});
  double radius[2] = {}, square[2] = {}, centre[2] = {};
  BOOST_REQUIRE_EQUAL(t.rows(), 4000);
  for (int r = 0; r < t.rows(); ++r) {
    const float* x = t.view().x.row(r);
    const int c = int(t.targets[std::size_t(r)]);
    BOOST_REQUIRE(c == r % 2);
    const double length = std::hypot(double(x[0]), double(x[1]));
    radius[c] += length / 2000, square[c] += length * length / 2000;
    centre[0] += double(x[0]) / 4000, centre[1] += double(x[1]) / 4000;
  }
  // E[r²] = R² + 2 σ², and along the radius the noise has its deviation.
  BOOST_TEST(square[0] == 1 + 0.02, boost::test_tools::tolerance(0.02));
  BOOST_TEST(square[1] == 0.25 + 0.02, boost::test_tools::tolerance(0.03));
  for (int c = 0; c < 2; ++c) {
    BOOST_TEST(std::sqrt(square[c] - radius[c] * radius[c]) == 0.1, boost::test_tools::tolerance(0.05));
    BOOST_TEST(std::abs(centre[c]) < 0.04);
  }
}

BOOST_AUTO_TEST_CASE(rows_are_the_same_for_a_seed_however_many_there_are) {
  const eg::table few = eg::circles(10, eg::seed{3}), many = eg::circles(1000, eg::seed{3}),
                  others = eg::circles(10, eg::seed{4});
  BOOST_CHECK(std::equal(few.features.begin(), few.features.end(), many.features.begin()));
  BOOST_CHECK(few.features != others.features);
}

BOOST_AUTO_TEST_CASE(circles_refuse_what_draws_none) {
  BOOST_CHECK_THROW(eg::circles(0), eg::error);
  for (const double bad : {0., 1., -1., std::numeric_limits<double>::quiet_NaN()})
    BOOST_CHECK_THROW(eg::circles(4, eg::seed{0}, {.factor = bad}), eg::error);
  for (const double bad : {-1., std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
    BOOST_CHECK_THROW(eg::circles(4, eg::seed{0}, {.noise = bad}), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
