// RMSprop by hand.
#include <evengrad/optim/rmsprop.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(rmsprop_divides_by_the_root_of_the_mean_square) {
  numbers v{};
  check_steps(eg::rmsprop{.learning_rate = 0.01, .decay = 0.8, .epsilon = 1e-4},
              [&](double w, double g, int, std::size_t i) {
                v[i] = 0.8 * v[i] + 0.2 * g * g;
                return w - 0.01 * g / (std::sqrt(v[i]) + 1e-4);
              });
  check_zeros_stay(eg::rmsprop{});
  check_refused(eg::rmsprop{.decay = 1.5}, "rmsprop.decay", "1.5");
  check_refused(eg::rmsprop{.learning_rate = 0}, "rmsprop.learning_rate", "0");
}

BOOST_AUTO_TEST_SUITE_END()
