// tanh and logistic against the library's long double functions.
#include <evengrad/core/tanh.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

constexpr auto tanh_of = [](const auto& x) { return eg::math::tanh(x); };
constexpr auto logistic_of = [](const auto& x) { return eg::logistic(x); };

BOOST_AUTO_TEST_CASE(tanh_is_within_three_digits) {
  const auto exact = [](long double x) { return std::tanh(x); };
  BOOST_CHECK_LE(largest_error<float>(tanh_of, exact, -10, 10), 3);
  BOOST_CHECK_LE(largest_error<float>(tanh_of, exact, -0.5f, 0.5f), 3);
  BOOST_CHECK_LE(largest_error<double>(tanh_of, exact, -20, 20), 3);
  BOOST_CHECK_LE(largest_error<double>(tanh_of, exact, -0.5, 0.5), 3);
}

BOOST_AUTO_TEST_CASE(logistic_is_within_two_digits_on_both_sides) {
  const auto exact = [](long double x) { return x < -1e4L ? 0.0L : 1 / (1 + std::exp(-x)); };
  BOOST_CHECK_LE(largest_error<float>(logistic_of, exact, -105, 20), 2);
  BOOST_CHECK_LE(largest_error<float>(logistic_of, exact, -3, 3), 2);
  BOOST_CHECK_LE(largest_error<double>(logistic_of, exact, -746, 40), 2);
  BOOST_CHECK_LE(largest_error<double>(logistic_of, exact, -3, 3), 2);
}

BOOST_AUTO_TEST_CASE(tanh_is_a_constant_expression) {
  check_constants<double, -30, 30>(tanh_of);
  check_constants<float, -30, 30>(tanh_of);
  check_constants<double, -30, 30>(logistic_of);
  check_constants<float, -30, 30>(logistic_of);
  static_assert(eg::math::tanh(100.) == 1 && eg::math::tanh(-std::numeric_limits<float>::infinity()) == -1);
  static_assert(eg::logistic(0.) == 0.5 && eg::logistic(-1000.) == 0 && eg::logistic(1000.f) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
