#include <evengrad/core/panel.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(lengths_are_whole_panels) {
  static_assert(eg::padded(0) == 0 && eg::padded(1) == 16 && eg::padded(16) == 16 && eg::padded(17) == 32);
  BOOST_TEST(eg::padded(300) == 304);
}

BOOST_AUTO_TEST_CASE(every_element_has_a_place_of_its_own) {
  const int height = 5, width = 37;
  std::vector<char> taken(std::size_t(height * eg::padded(width)), 0);
  for (int k = 0; k < height; ++k)
    for (int n = 0; n < width; ++n) {
      const auto at = eg::panel_place(height, k, n);
      BOOST_REQUIRE((at >= 0 && at < std::ptrdiff_t(taken.size())));
      BOOST_TEST(!taken[std::size_t(at)]);
      taken[std::size_t(at)] = 1;
    }
}

BOOST_AUTO_TEST_CASE(sixteen_columns_of_a_line_lie_side_by_side) {
  for (int n = 0; n < 15; ++n) BOOST_TEST(eg::panel_place(5, 3, 16 + n + 1) == eg::panel_place(5, 3, 16 + n) + 1);
  BOOST_TEST(eg::panel_place(5, 4, 0) == eg::panel_place(5, 3, 0) + 16, "and lines one after the other");
}

BOOST_AUTO_TEST_SUITE_END()
