// NAdam by hand.
#include <evengrad/optim/nadam.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(nadam_is_algorithm_2) {
  numbers m{}, v{};
  check_steps(eg::nadam{.learning_rate = 0.01, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3},
              [&](double w, double g, int t, std::size_t i) {
                m[i] = 0.8 * m[i] + 0.2 * g;
                v[i] = 0.95 * v[i] + 0.05 * g * g;
                const double mean = 0.8 * m[i] / (1 - std::pow(0.8, t + 1)) + 0.2 * g / (1 - std::pow(0.8, t));
                return w - 0.01 * mean / (std::sqrt(v[i] / (1 - std::pow(0.95, t))) + 1e-3);
              });
  check_zeros_stay(eg::nadam{});
  check_refused(eg::nadam{.learning_rate = -1}, "nadam.learning_rate", "-1");
  check_refused(eg::nadam{.beta1 = 1}, "nadam.beta1", "1");
  check_refused(eg::nadam{.beta2 = -1}, "nadam.beta2", "-1");
  check_refused(eg::nadam{.epsilon = 0}, "nadam.epsilon", "0");
}

BOOST_AUTO_TEST_SUITE_END()
