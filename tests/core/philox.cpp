// Philox against the known answers of Random123, and the numbers made of it.
#include <array>
#include <boost/test/unit_test.hpp>
#include <evengrad/core/philox.hpp>
#include <vector>

namespace eg = evengrad;
using words = std::array<std::uint32_t, 4>;

// Random123 1.14.0, tests/kat_vectors, philox4x32 with 10 rounds.
static_assert(eg::philox({0, 0}, {0, 0, 0, 0}) == words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
static_assert(eg::philox({~0u, ~0u}, {~0u, ~0u, ~0u, ~0u}) == words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
static_assert(eg::philox({0xa4093822, 0x299f31d0}, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}) ==
              words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});

static_assert(eg::unit_float(0) == 0 && eg::unit_float(~0u) < 1 && eg::unit_float(0x80000000u) == 0.5f);

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(philox_at_run_time_equals_the_known_answers) {
  std::array<std::uint32_t, 2> key{0xa4093822, 0x299f31d0};
  std::array<std::uint32_t, 4> counter{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
  BOOST_CHECK((eg::philox(key, counter) == words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
  BOOST_CHECK(eg::philox(eg::seed{0x299f31d0a4093822}, 0x85a308d3243f6a88, 0x0370734413198a2e) ==
              eg::philox(key, counter));
}

BOOST_AUTO_TEST_CASE(philox_seed_takes_any_integer) {
  const int epoch = 3;
  BOOST_CHECK(eg::seed{epoch} == eg::seed{3u});
  BOOST_CHECK(eg::seed{-1}.value == ~std::uint64_t{0});
}

BOOST_AUTO_TEST_CASE(philox_uniform_numbers_fill_the_unit_interval) {
  const eg::generator draw{eg::seed{1}, 2};
  const int n = 100'000;
  double sum = 0, square = 0, smallest = 1, largest = 0;
  std::array<int, 16> bin{};
  for (int i = 0; i < n; ++i) {
    const double u = draw.uniform<double>(i);
    BOOST_REQUIRE(u >= 0 && u < 1);
    sum += u, square += u * u;
    smallest = std::min(smallest, u), largest = std::max(largest, u);
    ++bin[static_cast<int>(draw.uniform(i) * 16)];
  }
  BOOST_CHECK_SMALL(sum / n - 0.5, 5 * 0.2887 / 316.2);
  BOOST_CHECK_SMALL(square / n - 1. / 3, 5 * 0.2981 / 316.2);
  BOOST_CHECK(smallest < 1e-3 && largest > 0.999);
  for (int count : bin) BOOST_CHECK_SMALL(count - n / 16., 5 * 76.6);
}

BOOST_AUTO_TEST_CASE(philox_normal_numbers_have_the_moments_of_the_normal_law) {
  const eg::generator draw{eg::seed{7}};
  const int n = 100'000;
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
  for (int i = 0; i < n; ++i) {
    const double z = draw.normal(i);
    m1 += z, m2 += z * z, m3 += z * z * z, m4 += z * z * z * z;
  }
  BOOST_CHECK_SMALL(m1 / n, 5 / 316.2);
  BOOST_CHECK_SMALL(m2 / n - 1, 5 * 1.415 / 316.2);
  BOOST_CHECK_SMALL(m3 / n, 5 * 3.873 / 316.2);
  BOOST_CHECK_SMALL(m4 / n - 3, 5 * 9.8 / 316.2);
}

BOOST_AUTO_TEST_CASE(philox_seeds_and_streams_differ) {
  const eg::generator a{eg::seed{1}, 0}, b{eg::seed{1}, 1}, c{eg::seed{2}, 0};
  int equal = 0;
  for (int i = 0; i < 1000; ++i)
    equal += (a.word(i) == b.word(i)) + (a.word(i) == c.word(i)) + (a.word(i) == a.word(i + 1));
  BOOST_CHECK_EQUAL(equal, 0);
}

BOOST_AUTO_TEST_CASE(philox_below_is_unbiased) {
  const eg::generator draw{eg::seed{5}};
  std::array<int, 3> count{};
  for (std::uint32_t i = 0; i < 30'000; ++i) ++count.at(draw.below(i, 3));
  for (int c : count) BOOST_CHECK_SMALL(c - 10'000., 5 * 81.7);
  // Of 3 · 2^30 values a quarter of the words is rejected; plain multiplication would give every third value twice as
  // often, which the remainder by three shows.
  std::array<int, 3> remainder{};
  for (std::uint32_t i = 0; i < 30'000; ++i) ++remainder.at(draw.below(i, 3u << 30) % 3);
  for (int c : remainder) BOOST_CHECK_SMALL(c - 10'000., 5 * 81.7);
  for (std::uint32_t i = 0; i < 100; ++i) BOOST_CHECK_EQUAL(draw.below(i, 1), 0u);
}

BOOST_AUTO_TEST_CASE(philox_dropout_numbers_depend_on_seed_step_layer_and_element_only) {
  const auto block = eg::uniform_block(eg::seed{9}, 4, 2, 10);
  for (int lane = 0; lane < 4; ++lane) BOOST_CHECK_EQUAL(block[lane], eg::uniform_at(eg::seed{9}, 4, 2, 40 + lane));
  BOOST_CHECK(block != eg::uniform_block(eg::seed{9}, 5, 2, 10));
  BOOST_CHECK(block != eg::uniform_block(eg::seed{9}, 4, 3, 10));
  BOOST_CHECK(block != eg::uniform_block(eg::seed{9}, 4, 2, 11));
  BOOST_CHECK(block != eg::uniform_block(eg::seed{8}, 4, 2, 10));
}

BOOST_AUTO_TEST_SUITE_END()
