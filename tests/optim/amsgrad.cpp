// AMSGrad by hand, and that it forgets no large gradient.
#include <evengrad/optim/amsgrad.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(amsgrad_keeps_the_largest_mean_square) {
  numbers m{}, v{}, u{};
  check_steps(eg::amsgrad{.learning_rate = 0.01, .beta1 = 0.8, .beta2 = 0.5, .epsilon = 1e-3},
              [&](double w, double g, int t, std::size_t i) {
                m[i] = 0.8 * m[i] + 0.2 * g;
                v[i] = 0.5 * v[i] + 0.5 * g * g;
                u[i] = std::fmax(u[i], v[i]);
                return w - 0.01 * m[i] / (1 - std::pow(0.8, t)) / (std::sqrt(u[i] / (1 - std::pow(0.5, t))) + 1e-3);
              });
  check_zeros_stay(eg::amsgrad{});
  check_refused(eg::amsgrad{.learning_rate = -2}, "amsgrad.learning_rate", "-2");
  check_refused(eg::amsgrad{.beta1 = 1}, "amsgrad.beta1", "1");
}

BOOST_AUTO_TEST_CASE(one_large_gradient_makes_all_later_steps_small) {
  const auto last_step = [](auto rule) {
    std::array<double, weight_count> w{}, g{};
    double before = 0;
    for (int t = 1; t <= 60; ++t) {
      g.fill(t == 1 ? 100 : 1), before = w[0];
      rule.update(w.data(), g.data(), weight_count);
    }
    return before - w[0];
  };
  const double kept = last_step(eg::optimizer<double, eg::amsgrad>(eg::amsgrad{.learning_rate = 1, .beta2 = 0.5})),
               forgot = last_step(eg::optimizer<double, eg::adam>(eg::adam{.learning_rate = 1, .beta2 = 0.5}));
  BOOST_TEST(kept < 0.05);
  BOOST_TEST(forgot > 0.9);
}

BOOST_AUTO_TEST_SUITE_END()
