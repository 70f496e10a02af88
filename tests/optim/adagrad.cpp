// Adagrad by hand.
#include <evengrad/optim/adagrad.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(adagrad_divides_by_the_root_of_all_squares) {
  numbers s{};
  check_steps(eg::adagrad{.learning_rate = 0.05, .initial = 0.1, .epsilon = 1e-4},
              [&](double w, double g, int, std::size_t i) {
                s[i] += g * g;
                return w - 0.05 * g / (std::sqrt(0.1 + s[i]) + 1e-4);
              });
  check_zeros_stay(eg::adagrad{});
  check_refused(eg::adagrad{.learning_rate = -1}, "adagrad.learning_rate", "-1");
  check_refused(eg::adagrad{.initial = -0.1}, "adagrad.initial", "-0.1");
  check_refused(eg::adagrad{.epsilon = 0}, "adagrad.epsilon", "0");
}

BOOST_AUTO_TEST_CASE(equal_gradients_make_steps_that_fall_as_one_over_the_root) {
  eg::optimizer<double, eg::adagrad> rule(eg::adagrad{.learning_rate = 1});
  std::array<double, weight_count> w{}, g{};
  g.fill(7);
  for (int t = 1; t <= 4; ++t) {
    const double before = w[0];
    rule.update(w.data(), g.data(), weight_count);
    BOOST_TEST(std::fabs(before - w[0] - 1 / std::sqrt(double(t))) < 1e-9);
  }
}

BOOST_AUTO_TEST_SUITE_END()
