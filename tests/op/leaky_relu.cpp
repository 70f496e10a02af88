// The leaky rectifier by both of its operands.
#include <evengrad/op/leaky_relu.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(leaky_rectifier_has_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::leaky_relu_op>(-3, 3) <= 1e-12);
  BOOST_TEST(eg::leaky_relu_op::value(-2., 0.1) == -0.2);
  BOOST_TEST(eg::leaky_relu_op::value(2., 0.1) == 2);
  BOOST_TEST(std::isnan(eg::leaky_relu_op::value(std::nan(""), 0.1)));
}

BOOST_AUTO_TEST_SUITE_END()
