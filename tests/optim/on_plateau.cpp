// A rate that falls when nothing gets better; behind a warm-up, and told through the optimizer.
#include <evengrad/optim/on_plateau.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(the_rate_falls_after_epochs_without_success) {
  eg::on_plateau s{.factor = 0.5, .patience = 1, .threshold = 0.1, .least = 0.2};
  double exact[] = {1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2};
  double figures[] = {10, 8, 7.5, 7.3, 7, std::nan(""), 7, 6, 6, 6, 5.5, 5.5};
  for (int t = 0; t < 12; ++t) {
    s.observe(figures[t]);
    BOOST_TEST(s(1) == exact[t], "after epoch " << t + 1 << " it is " << s(1));
  }
}

BOOST_AUTO_TEST_CASE(an_optimizer_hands_on_what_was_measured) {
  const auto x = eg::sgd{1} | eg::warmup{1} | eg::on_plateau{.factor = 0.5, .patience = 0};
  eg::optimizer<double, decltype(x)> rule(x);
  std::array<double, weight_count> w{}, g{};
  g.fill(-1);
  auto step = [&] {
    const double before = w[0];
    rule.update(w.data(), g.data(), weight_count);
    return w[0] - before;
  };
  BOOST_TEST(step() == 1);
  rule.observe(3), rule.observe(2);
  BOOST_TEST(step() == 1);
  rule.observe(2);
  BOOST_TEST(step() == 0.5);
  rule.observe(2);
  BOOST_TEST(step() == 0.25);
  check_refused(eg::sgd{} | eg::on_plateau{.factor = 1}, "on_plateau.factor", "1");
  check_refused(eg::sgd{} | eg::on_plateau{.patience = -1}, "on_plateau.patience", "-1");
  check_refused(eg::sgd{} | eg::on_plateau{.threshold = -1}, "on_plateau.threshold", "-1");
  check_refused(eg::sgd{} | eg::on_plateau{.least = 1}, "on_plateau.least", "1");
}

BOOST_AUTO_TEST_SUITE_END()
