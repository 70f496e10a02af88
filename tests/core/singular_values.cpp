// Singular values of what is wide, tall and square.
#include <evengrad/core/singular_values.hpp>

#include <cmath>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(singular_values) {
  const auto check = [](const std::vector<double>& a, int lines, int columns, const std::vector<double>& expected) {
    const std::vector<double> s = eg::singular_values(a, lines, columns);
    BOOST_REQUIRE(s.size() == expected.size());
    for (std::size_t i = 0; i < s.size(); ++i) BOOST_TEST(std::fabs(s[i] - expected[i]) <= 1e-7 * expected[0]);
  };
  check({3, 0, 4, 5}, 2, 2, {std::sqrt(45.), std::sqrt(5.)});
  check({0, -2, 0, 3, 0, 0}, 2, 3, {3, 2});
  check({0, 3, -2, 0, 0, 0}, 3, 2, {3, 2});
  check({1, 2, 2, 4}, 2, 2, {5, 0});
}

BOOST_AUTO_TEST_SUITE_END()
