// What an optimizer keeps: the number of the step, and slots that begin at zero and grow with the weights.
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(equal_optimizers_give_equal_bits) {
  const eg::momentum rule{.learning_rate = 0.1};
  BOOST_TEST(difference(after_steps<float>(rule, 7), after_steps<float>(rule, 7)) == 0);
}

BOOST_AUTO_TEST_CASE(slots_begin_at_zero) {
  eg::optimizer<double, eg::momentum> rule(eg::momentum{.learning_rate = 1, .decay = 0.5});
  std::array<double, weight_count> w{}, g{};
  g.fill(1);
  rule.update(w.data(), g.data(), weight_count);
  BOOST_TEST(w[31] == -1);
  rule.update(w.data(), g.data(), weight_count);
  BOOST_TEST(w[31] == -2.5);
  BOOST_TEST(rule.steps() == 2);
}

BOOST_AUTO_TEST_CASE(links_without_a_rate_do_not_say_whose_counts) {
  const auto rule = eg::only(eg::parameter_kinds::weights, eg::clip_by_norm{1}) | eg::only("dense_1", eg::adam{1e-3}) |
                    eg::except("dense_1", eg::sgd{1e-2});
  BOOST_TEST((eg::optimizer<double, std::remove_cv_t<decltype(rule)>>(rule).rate() == 1e-3));
  BOOST_TEST(std::isnan(eg::optimizer<double, eg::clip_by_norm>(eg::clip_by_norm{1}).rate()));
}

BOOST_AUTO_TEST_SUITE_END()
