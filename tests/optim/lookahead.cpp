// Lookahead by hand: fast weights, and slow ones that follow.
#include <evengrad/optim/lookahead.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(slow_weights_follow_the_fast_ones) {
  numbers slow = first_weights();
  check_steps(eg::chain(eg::sgd{0.05}, eg::lookahead{.steps = 2, .share = 0.3}),
              [&](double w, double g, int t, std::size_t i) {
                w -= 0.05 * g;
                if (t % 2 == 0) w = slow[i] += 0.3 * (w - slow[i]);
                return w;
              });
  check_zeros_stay(eg::chain(eg::sgd{}, eg::lookahead{}));
  check_refused(eg::lookahead{.steps = 0}, "lookahead.steps", "0");
  check_refused(eg::lookahead{.share = 1.5}, "lookahead.share", "1.5");
}

BOOST_AUTO_TEST_CASE(training_ends_with_the_slow_ones) {
  const auto x = eg::chain(eg::sgd{1}, eg::lookahead{.steps = 2, .share = 0.5});
  eg::optimizer<double, decltype(x)> rule(x);
  std::array<double, weight_count> w{}, g{};
  g.fill(-1);
  rule.finish(w.data(), weight_count);
  BOOST_TEST(w[0] == 0);
  for (int t = 0; t < 3; ++t) rule.update(w.data(), g.data(), weight_count);
  BOOST_TEST(w[0] == 2);  // 0 → 1 → 2, back to 1 → 2
  rule.finish(w.data(), weight_count);
  BOOST_TEST(w[0] == 1);
}

BOOST_AUTO_TEST_SUITE_END()
