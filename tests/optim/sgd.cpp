// Gradient descent, momentum and Nesterov's momentum by hand.
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(descent_goes_against_the_gradient) {
  check_steps(eg::sgd{.learning_rate = 0.05}, [](double w, double g, int, std::size_t) { return w - 0.05 * g; });
  check_zeros_stay(eg::sgd{});
}

BOOST_AUTO_TEST_CASE(momentum_sums_gradients_that_fade) {
  numbers m{};
  check_steps(eg::momentum{.learning_rate = 0.05, .decay = 0.8}, [&](double w, double g, int, std::size_t i) {
    m[i] = 0.8 * m[i] + g;
    return w - 0.05 * m[i];
  });
  check_zeros_stay(eg::momentum{});
}

BOOST_AUTO_TEST_CASE(nesterov_looks_ahead) {
  numbers m{};
  const eg::momentum rule{.learning_rate = 0.05, .decay = 0.8, .nesterov = true};
  check_steps(rule, [&](double w, double g, int, std::size_t i) {
    m[i] = 0.8 * m[i] + g;
    return w - 0.05 * (g + 0.8 * m[i]);
  });
  check_zeros_stay(rule);
}

BOOST_AUTO_TEST_CASE(senseless_figures_are_refused) {
  check_refused(eg::sgd{.learning_rate = 0}, "sgd.learning_rate", "0");
  check_refused(eg::sgd{.learning_rate = -1e-9}, "sgd.learning_rate", "-1e-09");
  check_refused(eg::sgd{.learning_rate = std::nan("")}, "sgd.learning_rate", "nan");
  check_refused(eg::sgd{.learning_rate = INFINITY}, "sgd.learning_rate", "inf");
  check_refused(eg::momentum{.learning_rate = 0}, "momentum.learning_rate", "0");
  check_refused(eg::momentum{.decay = 1}, "momentum.decay", "1");
  check_refused(eg::momentum{.decay = -0.1}, "momentum.decay", "-0.1");
}

BOOST_AUTO_TEST_SUITE_END()
