#include <evengrad/probe/units.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

// Rows are padded to 8 with numbers that must not be seen.
const float slopes[3 * 8] = {0, 1,    .5f, 0,     -1, 99, 99, 99,  //
                             0, .04f, .5f, 0,     -1, 99, 99, 99,  //
                             0, 1,    .5f, -.01f, -1, 99, 99, 99};
eg::layer_view<float> view(const float* p, int n) { return {p, 8, eg::shape{n}, 3}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(dead_and_saturated) {
  const eg::slope_shares s = eg::shares_of_slopes(view(slopes, 5), 1);
  BOOST_TEST(s.dead == 1 / 5.);
  BOOST_TEST(s.saturated == 7 / 15.);
  BOOST_TEST(eg::shares_of_slopes(view(slopes, 5), .2).saturated == 5 / 15.);
}

BOOST_AUTO_TEST_CASE(units_that_are_alike) {
  const float y[3 * 8] = {1, 2, 1, 4, 1, 0, 0, 0, 5, 2, 5, 4, 5, 0, 0, 0, 7, 3, 7, 3, 8, 0, 0, 0};
  BOOST_TEST(eg::share_of_alike(view(y, 5)) == 2 / 5.);
  BOOST_TEST(eg::share_of_alike(view(y, 2)) == 0.);
  BOOST_TEST(eg::share_of_alike(view(y + 5, 3)) == 1.);
}

// Two lines of which each goes through the same units: line 0 is the same for all, and that says nothing of units.
BOOST_AUTO_TEST_CASE(units_are_columns_of_lines) {
  const float y[3 * 8] = {1, 1, 1, 5, 5, 6, 99, 99, 2, 2, 2, 7, 7, 8, 99, 99, 3, 3, 3, 9, 9, 9, 99, 99};
  BOOST_TEST(eg::share_of_alike(eg::layer_view<float>{y, 8, eg::shape{2, 3}, 3}) == 2 / 3.);
  const float apart[3 * 8] = {0, 0, 0, 0, 5, 6, 99, 99, 0, 0, 0, 0, 7, 8, 99, 99, 0, 0, 0, 0, 9, 9, 99, 99};
  BOOST_TEST(eg::share_of_alike(eg::layer_view<float>{apart, 8, eg::shape{2, 3}, 3}) == 0.);
}

BOOST_AUTO_TEST_CASE(dead_units_are_no_copies) {
  const float y[3 * 8] = {0, 2, 0, 4, 0, 99, 99, 99, 0, 2, -0.f, 4, 0, 99, 99, 99, 0, 3, 0, 3, 0, 99, 99, 99};
  BOOST_TEST(eg::share_of_alike(view(y, 5)) == 0.);
}

BOOST_AUTO_TEST_CASE(examples) {
  const float d[3 * 8] = {1, 2, 3, 4, 5, 99, 99, 99, 0, 0, 0, 0, 0, 99, 99, 99, -1, -1, -1, -1, -1, 99, 99, 99};
  const eg::spread_of_many s = eg::spread_of_examples(view(d, 5));  // 9, 0, -3
  BOOST_TEST(s.count == 3);
  BOOST_TEST(s.mean == 2.);
  BOOST_TEST(s.deviation() == std::sqrt(26.), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(s.largest == 9.);
}

BOOST_AUTO_TEST_SUITE_END()
