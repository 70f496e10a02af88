// roundeven, floor and ceil against the library.
#include <evengrad/core/rounding.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(rounding_is_exact) {
  const auto check = [](auto f, auto exact) {
    BOOST_CHECK_EQUAL(largest_error<float>(f, exact, -10, 10), 0);
    BOOST_CHECK_EQUAL(largest_error<float>(f, exact, -2e7f, 2e7f), 0);
    BOOST_CHECK_EQUAL(largest_error<double>(f, exact, -10, 10), 0);
  };
  check([](const auto& x) { return eg::roundeven(x); }, [](long double x) { return std::nearbyint(x); });
  check([](const auto& x) { return eg::floor(x); }, [](long double x) { return std::floor(x); });
  check([](const auto& x) { return eg::ceil(x); }, [](long double x) { return std::ceil(x); });
}

static_assert(eg::roundeven(0.5) == 0 && eg::roundeven(1.5) == 2 && eg::roundeven(2.5f) == 2);
static_assert(eg::floor(-0.25) == -1 && eg::floor(3.f) == 3 && eg::ceil(0.25) == 1 && eg::ceil(-3.5f) == -3);

BOOST_AUTO_TEST_SUITE_END()
