// Gradients clipped unit by unit, by the size of the unit's weights.
#include <evengrad/optim/adaptive_clip.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(a_unit_is_a_column_or_a_vector) {
  const auto x = eg::chain(eg::adaptive_clip{.share = 0.1, .least = 0.01}, eg::sgd{1});
  eg::optimizer<double, decltype(x)> rule(x);
  rule.know({{"w", 0, 2, 3}, {"b", 32, 1, 4, eg::parameter_kinds::shifts}});
  std::array<double, 48> w{}, g{};
  w[0] = 3, w[16] = 4, g[0] = 30, g[16] = 40;      // 0.1 · 5 for a gradient of 50
  w[1] = 3, w[17] = 4, g[1] = 0.03, g[17] = 0.04;  // small enough
  g[2] = 2;                                        // 0.1 · 0.01, for the weights are 0
  w[32] = 2, g[33] = 1, g[34] = 1;                 // 0.1 · 2 for √2
  const auto old = w;
  rule.update(w.data(), g.data(), 48);
  auto moved = [&](std::size_t i) { return old[i] - w[i]; };
  BOOST_TEST(std::fabs(moved(0) - 0.3) + std::fabs(moved(16) - 0.4) < 1e-14);
  BOOST_TEST(std::fabs(moved(1) - 0.03) + std::fabs(moved(17) - 0.04) < 1e-14);
  BOOST_TEST(std::fabs(moved(2) - 1e-3) < 1e-16);
  BOOST_TEST(std::fabs(moved(33) - 0.2 / std::sqrt(2.)) < 1e-15);
  check_zeros_stay(x);
  check_refused(eg::adaptive_clip{.share = 0}, "adaptive_clip.share", "0");
  check_refused(eg::adaptive_clip{.least = -1}, "adaptive_clip.least", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
