// Lion by hand, and the size of its steps.
#include <evengrad/optim/lion.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(lion_is_algorithm_2) {
  numbers m{};
  check_steps(eg::lion{.learning_rate = 0.01, .weight_decay = 0.3, .beta1 = 0.8, .beta2 = 0.7},
              [&](double w, double g, int, std::size_t i) {
                const double mixed = 0.8 * m[i] + 0.2 * g;
                m[i] = 0.7 * m[i] + 0.3 * g;
                return w - 0.01 * ((mixed > 0) - (mixed < 0) + 0.3 * w);
              });
  check_zeros_stay(eg::lion{.weight_decay = 0.1});
  check_refused(eg::lion{.learning_rate = -1}, "lion.learning_rate", "-1");
  check_refused(eg::lion{.beta2 = 1}, "lion.beta2", "1");
  check_refused(eg::lion{.weight_decay = -1}, "lion.weight_decay", "-1");
}

BOOST_AUTO_TEST_CASE(every_weight_moves_by_the_learning_rate) {
  const numbers first = after_steps<double>(eg::lion{.learning_rate = 0.25}, 1), g = gradient_at(1);
  for (std::size_t i = 0; i < weight_count; ++i)
    BOOST_TEST(std::fabs(first_weights()[i] - first[i] - std::copysign(0.25, g[i])) < 1e-15);
}

BOOST_AUTO_TEST_SUITE_END()
