// Weight decay before a rule and behind it.
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weight_decay.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(before_the_rule_it_is_part_of_the_gradient) {
  check_steps(eg::chain(eg::add_decayed_weights{0.3}, eg::sgd{.learning_rate = 0.05}),
              [](double w, double g, int, std::size_t) { return w - 0.05 * (g + 0.3 * w); });
}

BOOST_AUTO_TEST_CASE(behind_adam_it_is_adamw) {
  const numbers chained =
      after_steps<double>(eg::chain(eg::adam{.learning_rate = 0.01}, eg::add_decayed_weights{0.01 * 0.3}), 5);
  BOOST_TEST(difference(chained, after_steps<double>(eg::adamw{.learning_rate = 0.01, .weight_decay = 0.3}, 5)) <=
             1e-15);
  check_zeros_stay(eg::chain(eg::adam{}, eg::add_decayed_weights{}));
  check_refused(eg::add_decayed_weights{-1e-4}, "add_decayed_weights.rate", "-0.0001");
}

BOOST_AUTO_TEST_SUITE_END()
