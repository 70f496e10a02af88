// Adadelta by hand.
#include <evengrad/optim/adadelta.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(adadelta_is_algorithm_1) {
  numbers v{}, x{};
  check_steps(eg::adadelta{.decay = 0.8, .epsilon = 1e-4}, [&](double w, double g, int, std::size_t i) {
    v[i] = 0.8 * v[i] + 0.2 * g * g;
    const double u = std::sqrt(x[i] + 1e-4) / std::sqrt(v[i] + 1e-4) * g;
    x[i] = 0.8 * x[i] + 0.2 * u * u;
    return w - u;
  });
  check_zeros_stay(eg::adadelta{});
  check_refused(eg::adadelta{.learning_rate = 0}, "adadelta.learning_rate", "0");
  check_refused(eg::adadelta{.decay = 1}, "adadelta.decay", "1");
  check_refused(eg::adadelta{.epsilon = -1}, "adadelta.epsilon", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
