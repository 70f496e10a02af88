// A failure names the place, the value and the cure, and a handler sees it first.
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <evengrad/core/failure.hpp>
#include <string>

namespace eg = evengrad;

namespace {
std::string seen;
void look(const char* message) { seen = message; }
}  // namespace

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(failure_names_place_value_and_cure) {
  BOOST_CHECK_EXCEPTION(eg::fail("fit", "a batch of 0 rows", "ask for at least one row"), eg::error,
                        [](const eg::error& e) {
                          return std::strcmp(e.what(), "fit: a batch of 0 rows; ask for at least one row") == 0;
                        });
}

BOOST_AUTO_TEST_CASE(failure_is_a_runtime_error) { BOOST_CHECK_THROW(eg::fail("a", "b", "c"), std::runtime_error); }

BOOST_AUTO_TEST_CASE(failure_handler_sees_the_message_first) {
  seen.clear();
  const eg::failure_handler before = eg::set_failure_handler(look);
  BOOST_CHECK_THROW(eg::fail("here", "this", "that"), eg::error);
  BOOST_CHECK_EQUAL(seen, "here: this; that");
  BOOST_CHECK(eg::set_failure_handler(before) == look);
  seen.clear();
  BOOST_CHECK_THROW(eg::fail("here", "this", "that"), eg::error);
  BOOST_CHECK(seen.empty());
}

BOOST_AUTO_TEST_SUITE_END()
