// Plans as tables: cut to what they need, and whether they had room.
#include <evengrad/autodiff/plan.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr eg::plan_sizes two_items{2, 1, 1, 0, 1, 1};

constexpr bool is_cut_to_size() {
  eg::plan<eg::plan_sizes{9, 9, 9, 9, 9, 9}> wide;
  wide.count = two_items, wide.scalars = 3, wide.buffer = 16;
  wide.items[1].lines = 2, wide.items[1].cols = 5;
  wide.order[0] = 1, wide.constants[0] = 0.5, wide.results[0] = 1;
  eg::plan<two_items> exact;
  exact.take(wide);
  return wide.fits() && exact.fits() && exact.items[1].size() == 10 && exact.order[0] == 1 &&
         exact.constants[0] == 0.5 && exact.results[0] == 1 && exact.scalars == 3 && exact.buffer == 16;
}
static_assert(is_cut_to_size());

BOOST_AUTO_TEST_CASE(a_plan_without_room_says_so) {
  eg::plan<two_items> small;
  small.count = {3, 1, 1, 0, 1, 1};
  BOOST_CHECK(!small.fits());
  small.count = {2, 1, 1, 1, 1, 1};
  BOOST_CHECK(!small.fits());
  small.count = two_items;
  BOOST_CHECK(small.fits());
}

BOOST_AUTO_TEST_SUITE_END()
