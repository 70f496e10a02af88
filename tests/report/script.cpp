#include <evengrad/report/script.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>

BOOST_AUTO_TEST_SUITE(report)

// What it does is looked at in tests/report/chromium.py.
BOOST_AUTO_TEST_CASE(the_script_may_stand_in_xml_and_says_that_it_ran) {
  const std::string_view script = evengrad::report::script;
  BOOST_TEST(script.find_first_of("<&") == script.npos);
  BOOST_TEST(script.ends_with("document.documentElement.classList.add(\"js\");\n"));
  BOOST_TEST(script.size() < 10000u);
}

BOOST_AUTO_TEST_SUITE_END()
