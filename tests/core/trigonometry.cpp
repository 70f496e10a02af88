// sin and cos against the library's long double functions.
#include <evengrad/core/trigonometry.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

constexpr auto sin_of = [](const auto& x) { return eg::sin(x); };
constexpr auto cos_of = [](const auto& x) { return eg::cos(x); };
constexpr auto nan_beyond = [](long double x, long double y) {
  return std::fabs(x) <= 1e5L ? y : std::numeric_limits<long double>::quiet_NaN();
};

BOOST_AUTO_TEST_CASE(sin_is_within_two_digits) {
  const auto exact = [](long double x) { return nan_beyond(x, std::sin(x)); };
  BOOST_CHECK_LE(largest_error<float>(sin_of, exact, -1e5f, 1e5f), 2);
  BOOST_CHECK_LE(largest_error<float>(sin_of, exact, -4, 4), 2);
  BOOST_CHECK_LE(largest_error<double>(sin_of, exact, -1e5, 1e5), 2);
  BOOST_CHECK_LE(largest_error<double>(sin_of, exact, -4, 4), 2);
}

BOOST_AUTO_TEST_CASE(cos_is_within_two_digits) {
  const auto exact = [](long double x) { return nan_beyond(x, std::cos(x)); };
  BOOST_CHECK_LE(largest_error<float>(cos_of, exact, -1e5f, 1e5f), 2);
  BOOST_CHECK_LE(largest_error<float>(cos_of, exact, -4, 4), 2);
  BOOST_CHECK_LE(largest_error<double>(cos_of, exact, -1e5, 1e5), 2);
  BOOST_CHECK_LE(largest_error<double>(cos_of, exact, -4, 4), 2);
}

BOOST_AUTO_TEST_CASE(sin_and_cos_are_within_two_digits_beside_every_third_quarter_turn) {
  const long double quarter = std::acos(0.0L);
  double of_float = 0, of_double = 0;
  for (int k = 1; k < 63'662; k += 3) {
    const auto x = static_cast<double>(k * quarter);
    const auto y = static_cast<float>(k * quarter);
    of_double = std::fmax(of_double, ulps(eg::sin(x), std::sin(static_cast<long double>(x))));
    of_double = std::fmax(of_double, ulps(eg::cos(x), std::cos(static_cast<long double>(x))));
    of_float = std::fmax(of_float, ulps(eg::sin(y), std::sin(static_cast<long double>(y))));
    of_float = std::fmax(of_float, ulps(eg::cos(y), std::cos(static_cast<long double>(y))));
  }
  BOOST_CHECK_LE(of_float, 2);
  BOOST_CHECK_LE(of_double, 2);
}

BOOST_AUTO_TEST_CASE(sin_is_a_constant_expression) {
  check_constants<double, -60, 60>(sin_of);
  check_constants<float, -60, 60>(sin_of);
  check_constants<double, -60, 60>(cos_of);
  check_constants<float, -60, 60>(cos_of);
  static_assert(eg::sin(0.) == 0 && eg::cos(0.f) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
