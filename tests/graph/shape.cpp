#include <evengrad/graph/shape.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(lines_are_all_axes_but_the_last) {
  constexpr eg::shape s{2, 3, 5};
  static_assert(s.rank == 3 && s.last() == 5 && s.lines() == 6 && s.size() == 30);
  static_assert(eg::shape{7}.lines() == 1 && eg::shape{7}.last() == 7);
  static_assert(eg::shape{}.size() == 1, "a shape without axes holds one number");
  BOOST_TEST(s[1] == 3);
}

BOOST_AUTO_TEST_CASE(equal_means_the_same_extents_and_rank) {
  BOOST_TEST((eg::shape{2, 3} == eg::shape{2, 3}));
  BOOST_TEST(!(eg::shape{2, 3} == eg::shape{3, 2}));
  BOOST_TEST(!(eg::shape{6} == eg::shape{1, 6}));
}

BOOST_AUTO_TEST_CASE(broadcast_goes_from_the_last_axis) {
  BOOST_TEST((eg::broadcast({2, 3}, {3}) == eg::shape{2, 3}));
  BOOST_TEST((eg::broadcast({3}, {2, 3}) == eg::shape{2, 3}));
  BOOST_TEST((eg::broadcast({4, 1}, {1, 5}) == eg::shape{4, 5}));
  BOOST_TEST((eg::broadcast({1}, {2, 3, 4}) == eg::shape{2, 3, 4}));
  BOOST_TEST((eg::broadcast({2, 3}, {2, 3}) == eg::shape{2, 3}));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_has_rank_0) {
  BOOST_TEST(eg::broadcast({2, 3}, {2}).rank == 0);
  BOOST_TEST(eg::broadcast({5}, {4}).rank == 0);
}

BOOST_AUTO_TEST_CASE(axes_that_are_missing_are_1) {
  BOOST_TEST(eg::extent_from_back({2, 3}, 0) == 3);
  BOOST_TEST(eg::extent_from_back({2, 3}, 1) == 2);
  BOOST_TEST(eg::extent_from_back({2, 3}, 2) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
