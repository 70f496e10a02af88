#include <evengrad/core/failure.hpp>
#include <evengrad/diagnose/recipe_table.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(a_table_has_a_line_for_each_check_and_the_cure_below) {
  eg::recipe_report r;
  BOOST_CHECK(r.worst() == eg::outcome::ok);
  r.add("seeds", eg::outcome::ok, "the same", "nothing to do");
  r.add("loss falls", eg::outcome::doubt, "2 → 1.9", "take another rate");
  BOOST_TEST(eg::text(r) ==
             "seeds                 OK     the same\n"
             "loss falls            doubt  2 → 1.9\n"
             "                             → take another rate\n");
  BOOST_CHECK(r.worst() == eg::outcome::doubt && r["seeds"].cure.empty());
}

BOOST_AUTO_TEST_SUITE_END()
