#include <evengrad/data/one_hot.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(a_class_is_one_and_the_others_nothing) {
  const eg::table t{{1, 2, 3, 4, 5, 6}, {2, 0, 1}, 2, 1, 3}, hot = eg::one_hot(t);
  BOOST_TEST(hot.features == t.features);
  BOOST_TEST((hot.targets == std::vector<float>{0, 0, 1, 1, 0, 0, 0, 1, 0}));
  BOOST_TEST((hot.target_width == 3 && hot.classes == 0 && hot.width == 2));
}

BOOST_AUTO_TEST_CASE(what_is_no_class_is_refused) {
  for (const float bad : {3.f, -1.f, 0.5f}) {
    const eg::table t{{1, 2}, {0, bad}, 1, 1, 3};
    BOOST_CHECK_THROW(eg::one_hot(t), eg::error);
  }
  const eg::table numbers{{1, 2}, {0, 1}, 1, 1, 0};
  BOOST_CHECK_THROW(eg::one_hot(numbers), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
