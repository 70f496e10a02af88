// pow against the library's long double function, and its special cases.
#include <evengrad/core/power.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

template <class T>
double largest_error_of_pow() {
  constexpr int lanes = eg::native_lanes<T>;
  double worst = 0;
  int differ = 0;
  const auto check = [&](T x, T y) {
    const T z = eg::pow(x, y);
    const eg::pack<T, lanes> p = eg::pow(eg::pack<T, lanes>(x), eg::pack<T, lanes>(y));
    differ += !same_bits(z, p[0]);
    const double e = ulps(z, std::pow(static_cast<long double>(x), static_cast<long double>(y)));
    if (e > 1e20) BOOST_ERROR("pow(" << x << ", " << y << ") gives " << z);
    worst = std::fmax(worst, e);
  };
  for (T x : special_values<T>())
    for (T y : special_values<T>()) check(x, y);
  samples<T> s;
  const T top = sizeof(T) == 4 ? T(90) : T(720);  // the logarithm of the largest result, and a little more
  for (int i = 0; i < 30'000; ++i) {
    const T x = static_cast<T>(std::exp(s.between(-1, 1) * (i % 3 == 0 ? top : i % 3 == 1 ? T(5) : T(0.5))));
    check(x, s.between(-1, 1) * top / std::fabs(std::log(x)));
  }
  BOOST_CHECK_EQUAL(differ, 0);
  return worst;
}

BOOST_AUTO_TEST_CASE(pow_is_within_two_digits) {
  BOOST_CHECK_LE(largest_error_of_pow<float>(), 2);
  BOOST_CHECK_LE(largest_error_of_pow<double>(), 2);
}

BOOST_AUTO_TEST_CASE(pow_is_a_constant_expression) {
  constexpr auto square_root = [](const auto& x) { return eg::pow(x, 0.5); };
  constexpr auto to_the_third = [](const auto& x) { return eg::pow(x, -3); };
  check_constants<double, 1, 40>(square_root);
  check_constants<float, 1, 40>(square_root);
  check_constants<double, -40, -1>(to_the_third);
  static_assert(eg::pow(2., 10) == 1024 && eg::pow(-2.f, 3) == -8 && eg::pow(7., 0) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
