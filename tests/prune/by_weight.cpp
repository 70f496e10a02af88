// Scores by the weights alone.
#include <boost/test/unit_test.hpp>
#include <evengrad/prune/by_weight.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(scores_by_weight) {
  const eg::weight_seen shrunk{.now = -0.5, .first = 2}, turned{.now = 1, .first = -1};
  BOOST_TEST(eg::magnitude{}.score(shrunk) == 0.5);
  BOOST_TEST(eg::magnitude_increase{}.score(shrunk) == -1.5);
  BOOST_TEST(eg::movement{}.score(shrunk) == 2.5);
  BOOST_TEST(eg::magnitude{}.score(turned) == 1);
  BOOST_TEST(eg::magnitude_increase{}.score(turned) == 0);
  BOOST_TEST(eg::movement{}.score(turned) == 2);
}

BOOST_AUTO_TEST_CASE(random_scores_follow_from_seed_and_index) {
  const eg::random_choice one{eg::seed{1}}, two{eg::seed{2}};
  double sum = 0, product = 0;
  const int n = 1000;
  for (int i = 0; i < n; ++i) {
    const eg::weight_seen w{.now = 1. / (i + 1), .index = std::uint64_t(i)}, same_place{.index = std::uint64_t(i)};
    BOOST_TEST(one.score(w) == one.score(same_place));
    sum += one.score(w), product += (one.score(w) - 0.5) * (two.score(w) - 0.5);
  }
  BOOST_TEST(std::fabs(sum / n - 0.5) < 4 * std::sqrt(1. / 12 / n));
  BOOST_TEST(std::fabs(product / n) < 4 * (1. / 12) / std::sqrt(double(n)));
}

BOOST_AUTO_TEST_SUITE_END()
