// The normal distribution function against the library's complementary error function in long double.
#include <evengrad/core/normal.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

constexpr auto normal_of = [](const auto& x) { return eg::normal_cdf(x); };

BOOST_AUTO_TEST_CASE(normal_cdf_is_within_six_digits_in_its_tail_too) {
  const auto exact = [](long double x) { return std::erfc(-x / std::sqrt(2.0L)) / 2; };
  BOOST_CHECK_LE(largest_error<float>(normal_of, exact, -14.5f, 6), 6);
  BOOST_CHECK_LE(largest_error<float>(normal_of, exact, -1, 1), 6);
  BOOST_CHECK_LE(largest_error<double>(normal_of, exact, -38.6, 9), 6);
  BOOST_CHECK_LE(largest_error<double>(normal_of, exact, -1, 1), 6);
}

BOOST_AUTO_TEST_CASE(normal_cdf_is_a_constant_expression) {
  check_constants<double, -32, 32>(normal_of);
  check_constants<float, -32, 32>(normal_of);
  static_assert(eg::normal_cdf(-100.) == 0 && eg::normal_cdf(std::numeric_limits<float>::infinity()) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
