// The normal quantile against values of a reference implementation, and bit for bit against a recorded checksum.
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <evengrad/core/normal_quantile.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(normal_quantile_equals_the_reference) {
  // Python 3.11, statistics.NormalDist().inv_cdf((word + 0.5) / 2**32)
  static constexpr struct {
    std::uint32_t word;
    double z;
  } reference[] = {{0u, -6.33795775},
                   {1u, -6.16642952},
                   {77u, -5.50899532},
                   {1048576u, -3.48710398},
                   {16777216u, -2.66006746},
                   {123456789u, -1.899574},
                   {268435456u, -1.53412054},
                   {322122546u, -1.43953147},
                   {322122547u, -1.43953147},
                   {1073741824u, -0.67448975},
                   {2147483647u, -2.91809937e-10}};
  for (auto [word, z] : reference) {
    BOOST_CHECK_CLOSE_FRACTION(eg::normal_quantile(word), z, 1e-6);
    BOOST_CHECK_EQUAL(eg::normal_quantile(~word), -eg::normal_quantile(word));
  }
}

BOOST_AUTO_TEST_CASE(normal_quantile_rises) {
  float last = eg::normal_quantile(0);
  for (std::uint64_t word = 1; word < (1ull << 32); word += 40'961) {
    const float z = eg::normal_quantile(static_cast<std::uint32_t>(word));
    BOOST_REQUIRE(z > last);
    last = z;
  }
}

BOOST_AUTO_TEST_CASE(normal_quantile_has_the_same_bits_at_compile_time_and_for_every_compiler) {
  static constexpr std::uint32_t step = 0x01000193;
  const auto checksum = [](std::uint32_t n) constexpr {
    std::uint64_t h = 0;
    for (std::uint32_t i = 0; i < n; ++i)
      h = h * 1099511628211ull + std::bit_cast<std::uint32_t>(eg::normal_quantile(i * step));
    return h;
  };
  static constexpr std::uint64_t at_compile_time = checksum(500);
  std::uint32_t volatile n = 500;
  BOOST_CHECK_EQUAL(checksum(n), at_compile_time);
  BOOST_CHECK_EQUAL(checksum(100'000), 1376627785409298734ull);
}

BOOST_AUTO_TEST_SUITE_END()
