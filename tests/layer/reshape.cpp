// Views: the same numbers in the order of memory.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto there_and_back = eg::input<2, 3> | eg::reshape_to<3, 2> | eg::flatten;
}

BOOST_AUTO_TEST_CASE(numbers_stay_in_their_order) {
  eg::model<there_and_back, float> m;
  const float x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const float* y = m.predict(x, 2);
  for (int r = 0; r < 2; ++r)
    for (int i = 0; i < 6; ++i) BOOST_TEST(y[r * m.stride() + i] == x[6 * r + i]);
}

BOOST_AUTO_TEST_CASE(extents_are_kept_in_all_and_positive) {
  BOOST_TEST((built(eg::input<2, 3> | eg::reshape_to<6>).out() == eg::shape{6}));
  BOOST_TEST(
      (built(eg::input<2, 3> | eg::reshape_to<5>).g.wrong.what == eg::fault::reshape_must_keep_the_number_of_elements));
  BOOST_TEST((built(eg::input<2, 0> | eg::flatten).g.wrong.what == eg::fault::extent_must_be_positive));
}

BOOST_AUTO_TEST_SUITE_END()
