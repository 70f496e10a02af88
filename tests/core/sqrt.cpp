// Square roots in every width and in constant expressions, correctly rounded.
#include <evengrad/core/sqrt.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

constexpr auto sqrt_of = [](const auto& x) { return eg::sqrt(x); };
constexpr auto rsqrt_of = [](const auto& x) { return eg::rsqrt(x); };

BOOST_AUTO_TEST_CASE(sqrt_is_correctly_rounded) {
  const auto exact = [](long double x) { return std::sqrt(x); };
  BOOST_CHECK_LE(largest_error<float>(sqrt_of, exact, 0, 4), 0.5);
  BOOST_CHECK_LE(largest_error<double>(sqrt_of, exact, 0, 4), 0.5001);  // the reference is rounded itself
}

BOOST_AUTO_TEST_CASE(rsqrt_is_within_two_digits) {
  const auto exact = [](long double x) { return 1 / std::sqrt(x); };
  BOOST_CHECK_LE(largest_error<float>(rsqrt_of, exact, 0, 4), 1.5);
  BOOST_CHECK_LE(largest_error<double>(rsqrt_of, exact, 0, 4), 1.5);
}

BOOST_AUTO_TEST_CASE(sqrt_in_a_constant_expression_is_the_instruction_bit_for_bit) {
  samples<double> s;
  for (int i = 0; i < 20'000; ++i) {
    const double any = std::fabs(s.any()), x = s.between(0, 4), tiny = s.between(0, 1) * 0x1p-1040;
    for (double y : {any, x, x * x, tiny}) BOOST_REQUIRE(same_bits(eg::sqrt_constant(y), std::sqrt(y)));
  }
  check_constants<double, 0, 60>(sqrt_of);
  check_constants<float, 0, 60>(sqrt_of);
  check_constants<double, 1, 60>(rsqrt_of);
  static_assert(eg::sqrt(9.) == 3 && eg::sqrt(0x1p-1074) == 0x1p-537 && eg::sqrt(2.f) == 1.41421356f);
}

BOOST_AUTO_TEST_CASE(sqrt_is_the_same_in_every_width) {
  const auto check = []<class T, int N>(T, std::integral_constant<int, N>) {
    samples<T> s;
    T x[N], y[N];
    for (int i = 0; i < N; ++i) x[i] = s.between(0, 9);
    eg::sqrt(eg::pack<T, N>::load(x)).store(y);
    int wrong = 0;
    for (int i = 0; i < N; ++i) wrong += y[i] != std::sqrt(x[i]);
    check_none_differ(wrong);
  };
  const auto every_width = [&]<int... N>(std::integer_sequence<int, N...>) {
    (check(1.f, std::integral_constant<int, N>{}), ...);
    (check(1., std::integral_constant<int, N>{}), ...);
  };
  every_width(std::integer_sequence<int, 1, 2, 4, 8, 16, 32>{});
}

BOOST_AUTO_TEST_SUITE_END()
