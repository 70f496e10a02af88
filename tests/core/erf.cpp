// erf against the library's long double function.
#include <evengrad/core/erf.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

constexpr auto erf_of = [](const auto& x) { return eg::erf(x); };

BOOST_AUTO_TEST_CASE(erf_is_within_two_digits) {
  const auto exact = [](long double x) { return std::erf(x); };
  BOOST_CHECK_LE(largest_error<float>(erf_of, exact, -4, 4), 2);
  BOOST_CHECK_LE(largest_error<float>(erf_of, exact, 0.9f, 1.1f), 2);
  BOOST_CHECK_LE(largest_error<double>(erf_of, exact, -6, 6), 2);
  BOOST_CHECK_LE(largest_error<double>(erf_of, exact, 0.9, 1.1), 2);
}

BOOST_AUTO_TEST_CASE(erf_is_a_constant_expression) {
  check_constants<double, -32, 32>(erf_of);
  check_constants<float, -32, 32>(erf_of);
  static_assert(eg::erf(0.) == 0 && eg::erf(1e300) == 1 && eg::erf(-std::numeric_limits<float>::infinity()) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
