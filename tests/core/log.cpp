// log and log1p against the library's long double functions.
#include <evengrad/core/log.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

constexpr auto log_of_x = [](const auto& x) { return eg::log(x); };
constexpr auto log1p_of = [](const auto& x) { return eg::log1p(x); };

BOOST_AUTO_TEST_CASE(log_is_within_one_digit) {
  const auto exact = [](long double x) { return std::log(x); };
  BOOST_CHECK_LE(largest_error<float>(log_of_x, exact, 0, 4), 1);
  BOOST_CHECK_LE(largest_error<float>(log_of_x, exact, 0.7f, 1.42f), 1);
  BOOST_CHECK_LE(largest_error<double>(log_of_x, exact, 0, 4), 1);
  BOOST_CHECK_LE(largest_error<double>(log_of_x, exact, 0.7, 1.42), 1);
}

BOOST_AUTO_TEST_CASE(log1p_is_within_one_digit) {
  const auto exact = [](long double x) { return std::log1p(x); };
  BOOST_CHECK_LE(largest_error<float>(log1p_of, exact, -1, 3), 1);
  BOOST_CHECK_LE(largest_error<float>(log1p_of, exact, -0.4f, 0.6f), 1);
  BOOST_CHECK_LE(largest_error<double>(log1p_of, exact, -1, 3), 1);
  BOOST_CHECK_LE(largest_error<double>(log1p_of, exact, -0.4, 0.6), 1);
}

BOOST_AUTO_TEST_CASE(log_is_a_constant_expression) {
  check_constants<double, 1, 60>(log_of_x);
  check_constants<float, 1, 60>(log_of_x);
  check_constants<double, -7, 30>(log1p_of);
  check_constants<float, -7, 30>(log1p_of);
  static_assert(eg::log(1.) == 0 && eg::log(0.f) == -std::numeric_limits<float>::infinity());
  static_assert(eg::log(-1.) != eg::log(-1.), "NaN");
  static_assert(eg::log(std::numeric_limits<double>::infinity()) == std::numeric_limits<double>::infinity());
  static_assert(eg::log1p(-1.f) == -std::numeric_limits<float>::infinity());
}

BOOST_AUTO_TEST_SUITE_END()
