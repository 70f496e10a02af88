// Shuffles: complete, repeatable, and every order equally likely.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <evengrad/core/shuffle.hpp>
#include <map>
#include <string>
#include <vector>

namespace eg = evengrad;

static_assert([] {
  std::array<int, 10> p{};
  eg::permutation(p.data(), 10, eg::seed{1});
  int seen = 0;
  for (int i : p) seen |= 1 << i;
  return seen == 1023;
}());

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(shuffle_is_a_permutation_of_seed_and_epoch) {
  std::vector<std::uint32_t> a(1000), b(1000), c(1000), sorted(1000);
  eg::permutation(a.data(), 1000, eg::seed{1}, 1);
  eg::permutation(b.data(), 1000, eg::seed{1}, 1);
  eg::permutation(c.data(), 1000, eg::seed{1}, 2);
  BOOST_CHECK(a == b);
  BOOST_CHECK(a != c);
  sorted = a;
  std::sort(sorted.begin(), sorted.end());
  for (std::uint32_t i = 0; i < 1000; ++i) BOOST_REQUIRE_EQUAL(sorted[i], i);
}

BOOST_AUTO_TEST_CASE(shuffle_makes_every_order_equally_likely) {
  std::map<std::string, int> count;
  for (int epoch = 0; epoch < 24'000; ++epoch) {
    std::string order = "abcd";
    eg::shuffle(order.data(), 4, eg::seed{3}, epoch);
    ++count[order];
  }
  BOOST_CHECK_EQUAL(count.size(), 24u);
  for (const auto& [order, n] : count) BOOST_CHECK_SMALL(n - 1000., 5 * 31.);
}

BOOST_AUTO_TEST_CASE(shuffle_of_nothing_and_of_one) {
  eg::shuffle<int>(nullptr, 0, eg::seed{1});
  int one = 5;
  eg::shuffle(&one, 1, eg::seed{1});
  BOOST_CHECK_EQUAL(one, 5);
}

BOOST_AUTO_TEST_SUITE_END()
