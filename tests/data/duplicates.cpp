#include <evengrad/data/duplicates.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(rows_that_come_again_are_counted_and_shown) {
  const eg::table none{{1, 2, 2, 1, 1, 1}, {0, 1, 1}, 2, 1, 2};
  const eg::duplicate_rows d = eg::find_duplicates(none);
  BOOST_CHECK(d.same == 0 && d.contradicting == 0 && d.first < 0);
  const eg::table same{{1, 2, 3, 4, 1, 2, 1, 2}, {0, 1, 0, 0}, 2, 1, 2};
  const eg::duplicate_rows s = eg::find_duplicates(same);
  BOOST_CHECK(s.same == 2 && s.contradicting == 0 && s.first == 0 && s.second == 2);
  const eg::table mixed{{5, 5, 1, 2, 5, 5, 1, 2}, {0, 1, 0, 0}, 2, 1, 2};
  const eg::duplicate_rows m = eg::find_duplicates(mixed);
  BOOST_CHECK(m.same == 1 && m.contradicting == 1 && m.first == 1 && m.second == 3);
  BOOST_CHECK_THROW(eg::find_duplicates({}), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
