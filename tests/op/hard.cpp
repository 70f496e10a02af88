// Activations of straight lines, kinks left out, and softsign.
#include <evengrad/op/hard.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(lines_have_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::hard_tanh_op>(-3, 3, {-1, 1}) <= 1e-12);
  BOOST_TEST(op_error<eg::hard_sigmoid_op>(-6, 6, {-3, 3}) <= 1e-12);
  BOOST_TEST(op_error<eg::hard_swish_op>(-6, 6, {-3, 3}) <= 1e-12);
  BOOST_TEST(op_error<eg::softsign_op>(-9, 9) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(hard_values_are_the_formulas) {
  for (const double x : {-4., -1., -0.3, 0., 0.2, 1., 3.5}) {
    BOOST_TEST(eg::hard_tanh(x) == std::fmax(-1., std::fmin(1., x)));
    BOOST_TEST(std::fabs(eg::hard_sigmoid(x) - std::fmax(0., std::fmin(1., x / 6 + 0.5))) <= 1e-15);
    BOOST_TEST(std::fabs(eg::hard_swish(x) - x * std::fmax(0., std::fmin(6., x + 3)) / 6) <= 1e-15);
    BOOST_TEST(std::fabs(eg::softsign(x) - x / (1 + std::fabs(x))) <= 1e-15);
  }
  const double nan = std::nan("");
  for (const double y : {eg::hard_tanh(nan), eg::hard_sigmoid(nan), eg::hard_swish(nan), eg::softsign(nan)})
    BOOST_TEST(std::isnan(y));
}

BOOST_AUTO_TEST_SUITE_END()
