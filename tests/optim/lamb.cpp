// LAMB: figures that are refused, and Adam's steps for biases; its steps are in reference.cpp.
#include <evengrad/optim/lamb.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(lamb_is_adam_with_a_length_that_the_weights_give) {
  const numbers one = after_steps<double>(eg::lamb{.learning_rate = 0.1}, 1), first = first_weights();
  double moved = 0, length = 0;
  for (std::size_t i = 0; i < weight_count; ++i) moved += std::pow(one[i] - first[i], 2), length += first[i] * first[i];
  BOOST_TEST(std::fabs(std::sqrt(moved) - 0.1 * std::sqrt(length)) < 1e-14);
  // Without kinds that decay it is Adam.
  BOOST_TEST(difference(after_steps<double>(eg::lamb{.learning_rate = 0.1, .decays = eg::parameter_kinds::none}, 5),
                        after_steps<double>(eg::adam{.learning_rate = 0.1, .epsilon = 1e-6}, 5)) <= 1e-14);
  check_zeros_stay(eg::lamb{});
  check_refused(eg::lamb{.learning_rate = 0}, "lamb.learning_rate", "0");
  check_refused(eg::lamb{.weight_decay = -1}, "lamb.weight_decay", "-1");
  check_refused(eg::lamb{.beta1 = 2}, "lamb.beta1", "2");
}

BOOST_AUTO_TEST_SUITE_END()
