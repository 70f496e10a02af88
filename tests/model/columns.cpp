#include <evengrad/model/columns.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(columns_are_counted_in_characters) {
  BOOST_TEST(eg::width_of("3 × 4 – ᵀ") == 9);
  BOOST_TEST(eg::pad("3 × 4", 7) == "3 × 4  ");
  BOOST_TEST(eg::pad("3 × 4", 2) == "3 × 4 ");
  BOOST_TEST(eg::pad_left("3 × 4", 7) == "  3 × 4");
  BOOST_TEST(eg::pad_left("3 × 4", 2) == "3 × 4");
}

BOOST_AUTO_TEST_CASE(figures_are_easy_to_read) {
  BOOST_TEST(eg::grouped(0) == "0");
  BOOST_TEST(eg::grouped(999) == "999");
  BOOST_TEST(eg::grouped(1000) == "1,000");
  BOOST_TEST(eg::grouped(-123456) == "-123,456");
  BOOST_TEST(eg::grouped(9'876'543'210) == "9,876,543,210");
  BOOST_TEST(eg::short_number(0.5) == "0.5");
  BOOST_TEST(eg::with_unit(0, "B") == "0 B");
  BOOST_TEST(eg::with_unit(999, "B") == "999 B");
  BOOST_TEST(eg::with_unit(999.9, "B") == "1.00 kB");
  BOOST_TEST(eg::with_unit(1'066'440, "B") == "1.07 MB");
  BOOST_TEST(eg::with_unit(99'960, "B") == "100 kB");
  BOOST_TEST(eg::with_unit(3e15, "B") == "3000 TB");
}

BOOST_AUTO_TEST_CASE(lines_end_without_spaces) {
  std::string s;
  eg::line(s, "a ", std::string("b"), "  ");
  eg::line(s, "");
  BOOST_TEST(s == "a b\n\n");
}

BOOST_AUTO_TEST_SUITE_END()
