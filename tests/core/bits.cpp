// Bits of numbers and packs, there and back.
#include <evengrad/core/bits.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

static_assert(eg::real<float> && eg::real<double> && eg::real<eg::pack<float, 8>> && eg::real<eg::pack<double, 1>>);
static_assert(!eg::real<int> && !eg::real<eg::pack<int, 4>> && !eg::real<const char*>);
static_assert(eg::to_bits(1.f) == 0x3f800000 && eg::from_bits<double>(0x4000000000000000) == 2);
static_assert(eg::has_bit<float, 3>(8u) && !eg::has_bit<float, 3>(7u) && eg::has_bit<double, 63>(1ull << 63));
static_assert(eg::copysign(2., -0.0) == -2 && eg::abs(-3.f) == 3);

template <class T>
T there_and_back(const T& x) {
  return eg::from_bits<T>(eg::to_bits(x));
}

BOOST_AUTO_TEST_CASE(abs_and_copysign_change_one_bit) {
  const auto check = [](auto f, auto exact) {
    BOOST_CHECK_EQUAL(largest_error<float>(f, exact, -3, 3), 0);
    BOOST_CHECK_EQUAL(largest_error<double>(f, exact, -3, 3), 0);
  };
  check([](const auto& x) { return eg::abs(x); }, [](long double x) { return std::fabs(x); });
  check([](const auto& x) { return eg::copysign(x, -1); }, [](long double x) { return std::copysign(x, -1.0L); });
  check([](const auto& x) { return there_and_back(x); }, [](long double x) { return x; });
}

BOOST_AUTO_TEST_CASE(has_bit_answers_for_every_lane) {
  using pack = eg::pack<float, 4>;
  const typename eg::layout<pack>::bits b = {1, 2, 3, 4};
  const pack r = select(eg::has_bit<pack, 0>(b), pack(1), pack(0)),
             q = select(eg::has_bit<pack, 1>(b), pack(1), pack(0));
  for (int i = 0; i < 4; ++i) {
    BOOST_CHECK_EQUAL(r[i], (i + 1) & 1);
    BOOST_CHECK_EQUAL(q[i], ((i + 1) >> 1) & 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
