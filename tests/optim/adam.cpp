// Adam and AdamW as their papers write them, with the corrections where they stand there.
#include <evengrad/optim/adam.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

/// Algorithm 1 of Kingma & Ba: the direction, without the learning rate.
struct adam_by_hand {
  double beta1, beta2, epsilon;
  numbers m{}, v{};
  double operator()(double g, int t, std::size_t i) {
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    const double mean = m[i] / (1 - std::pow(beta1, t)), square = v[i] / (1 - std::pow(beta2, t));
    return mean / (std::sqrt(square) + epsilon);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(adam_is_algorithm_1) {
  adam_by_hand rule{0.9, 0.999, 1e-8};
  check_steps(eg::adam{.learning_rate = 0.01},
              [&](double w, double g, int t, std::size_t i) { return w - 0.01 * rule(g, t, i); });
  adam_by_hand other{0.8, 0.95, 1e-3};
  check_steps(eg::adam{.learning_rate = 0.02, .beta1 = 0.8, .beta2 = 0.95, .epsilon = 1e-3},
              [&](double w, double g, int t, std::size_t i) { return w - 0.02 * other(g, t, i); });
  check_zeros_stay(eg::adam{});
}

BOOST_AUTO_TEST_CASE(the_first_step_of_adam_is_the_learning_rate) {
  const numbers w = after_steps<double>(eg::adam{.learning_rate = 0.01}, 1), g = gradient_at(1);
  for (std::size_t i = 0; i < weight_count; ++i)
    if (std::fabs(g[i]) > 1e-4) BOOST_TEST(std::fabs(first_weights()[i] - w[i] - std::copysign(0.01, g[i])) < 1e-5);
}

BOOST_AUTO_TEST_CASE(adamw_shrinks_beside_the_rule) {
  adam_by_hand rule{0.9, 0.999, 1e-8};
  check_steps(eg::adamw{.learning_rate = 0.01, .weight_decay = 0.3},
              [&](double w, double g, int t, std::size_t i) { return w - 0.01 * (rule(g, t, i) + 0.3 * w); });
  check_zeros_stay(eg::adamw{});
}

BOOST_AUTO_TEST_CASE(senseless_figures_are_refused_by_adam) {
  check_refused(eg::adam{.learning_rate = 0}, "adam.learning_rate", "0");
  check_refused(eg::adam{.learning_rate = std::nan("")}, "adam.learning_rate", "nan");
  check_refused(eg::adam{.beta1 = 1}, "adam.beta1", "1");
  check_refused(eg::adam{.beta2 = -0.5}, "adam.beta2", "-0.5");
  check_refused(eg::adam{.epsilon = 0}, "adam.epsilon", "0");
  check_refused(eg::adamw{.weight_decay = -1}, "adamw.weight_decay", "-1");
  check_refused(eg::adamw{.learning_rate = -1}, "adamw.learning_rate", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
