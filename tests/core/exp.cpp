// exp and expm1 against the library's long double functions.
#include <evengrad/core/exp.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

constexpr auto exp_of = [](const auto& x) { return eg::exp(x); };
constexpr auto expm1_of = [](const auto& x) { return eg::expm1(x); };

BOOST_AUTO_TEST_CASE(exp_is_within_little_more_than_one_digit) {
  const auto exact = [](long double x) { return std::exp(x); };
  BOOST_CHECK_LE(largest_error<float>(exp_of, exact, -104, 89), 1.1);
  BOOST_CHECK_LE(largest_error<float>(exp_of, exact, -1, 1), 1.1);
  BOOST_CHECK_LE(largest_error<double>(exp_of, exact, -746, 710), 1.1);
  BOOST_CHECK_LE(largest_error<double>(exp_of, exact, -1, 1), 1.1);
}

BOOST_AUTO_TEST_CASE(expm1_is_within_two_digits) {
  const auto exact = [](long double x) { return std::expm1(x); };
  BOOST_CHECK_LE(largest_error<float>(expm1_of, exact, -20, 89), 2);
  BOOST_CHECK_LE(largest_error<float>(expm1_of, exact, -1, 2), 2);
  BOOST_CHECK_LE(largest_error<double>(expm1_of, exact, -40, 710), 2);
  BOOST_CHECK_LE(largest_error<double>(expm1_of, exact, -1, 2), 2);
}

BOOST_AUTO_TEST_CASE(exp_is_a_constant_expression) {
  check_constants<double, -32, 32>(exp_of);
  check_constants<float, -32, 32>(exp_of);
  check_constants<double, -16, 16>(expm1_of);
  check_constants<float, -16, 16>(expm1_of);
  static_assert(eg::exp(1000.) == std::numeric_limits<double>::infinity() && eg::exp(-1000.f) == 0);
  static_assert(eg::expm1(1000.f) == std::numeric_limits<float>::infinity() && eg::expm1(-1000.) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
