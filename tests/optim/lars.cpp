// LARS by hand, on one parameter.
#include <evengrad/optim/lars.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(lars_is_momentum_of_scaled_gradients) {
  numbers w = first_weights(), m{};
  for (int t = 1; t <= 5; ++t) {
    numbers u = gradient_at(t);
    double w2 = 0, u2 = 0;
    for (std::size_t i = 0; i < weight_count; ++i) u[i] += 0.2 * w[i], w2 += w[i] * w[i], u2 += u[i] * u[i];
    for (std::size_t i = 0; i < weight_count; ++i)
      m[i] = 0.8 * m[i] + 0.05 * std::sqrt(w2 / u2) * u[i], w[i] -= 0.3 * m[i];
  }
  const eg::lars rule{.learning_rate = 0.3, .decay = 0.8, .weight_decay = 0.2, .coefficient = 0.05};
  BOOST_TEST(difference(after_steps<double>(rule, 5), w) <= 1e-14);
  check_zeros_stay(eg::lars{});
  check_refused(eg::lars{.learning_rate = -1}, "lars.learning_rate", "-1");
  check_refused(eg::lars{.decay = 1}, "lars.decay", "1");
  check_refused(eg::lars{.weight_decay = -1}, "lars.weight_decay", "-1");
  check_refused(eg::lars{.coefficient = 0}, "lars.coefficient", "0");
}

BOOST_AUTO_TEST_SUITE_END()
