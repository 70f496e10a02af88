// min, max, step and sign, with zeros of both signs and NaN.
#include <evengrad/core/sign.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

static_assert(eg::max(1., 2) == 2 && eg::min(1.f, 2) == 1 && eg::max(3., -1) == 3 && eg::min(-3., 3) == -3);
static_assert(eg::step(0.) == 0 && eg::step(-2.f) == 0 && eg::step(1e-300) == 1);
static_assert(eg::sign(-2.) == -1 && eg::sign(0.f) == 0 && eg::sign(2.) == 1);

BOOST_AUTO_TEST_CASE(order_and_sign_are_exact_in_every_lane) {
  const auto check = [](auto f, auto exact) {
    BOOST_CHECK_EQUAL(largest_error<float>(f, exact, -3, 3), 0);
    BOOST_CHECK_EQUAL(largest_error<double>(f, exact, -3, 3), 0);
  };
  check([](const auto& x) { return eg::max(x, 1); }, [](long double x) { return x < 1 ? 1.0L : x; });
  check([](const auto& x) { return eg::min(x, 1); }, [](long double x) { return x > 1 ? 1.0L : x; });
  check([](const auto& x) { return eg::clamp(x, -1, 2); },
        [](long double x) { return x < -1  ? -1.0L
                                   : x > 2 ? 2.0L
                                           : x; });
  check([](const auto& x) { return eg::step(x); }, [](long double x) { return x > 0 ? 1.0L : 0.0L; });
  check([](const auto& x) { return eg::sign(x); }, [](long double x) { return x > 0 ? 1.0L : x < 0 ? -1.0L : x; });
}

BOOST_AUTO_TEST_CASE(max_and_min_keep_a_nan_in_front) {
  const eg::pack<float, 16> nans(std::nanf("")), ones(1);
  BOOST_CHECK(std::isnan(eg::max(nans, 0)[15]) && std::isnan(eg::min(nans, 0)[0]));
  BOOST_CHECK(eg::max(ones, nans)[3] == 1 && eg::min(ones, nans)[12] == 1);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  BOOST_CHECK(std::isnan(eg::clamp(nan, 0, 1)) && std::isnan(eg::clamp(nans, 0, 1)[3]));
  BOOST_CHECK(std::isnan(eg::max(nan, 0)) && std::isnan(eg::min(nan, 0)));
  BOOST_CHECK(eg::max(1., nan) == 1 && eg::min(1., nan) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
