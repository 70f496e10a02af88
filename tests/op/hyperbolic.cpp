// tanh and the logistic function as ops.
#include <evengrad/op/hyperbolic.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(curves_have_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::tanh_op>(-9, 9) <= 1e-12);
  BOOST_TEST(op_error<eg::logistic_op>(-30, 30) <= 1e-12);
  BOOST_TEST(op_error<eg::scaled_tanh_op>(-9, 9) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(objects_are_the_functions) {
  for (const double x : {-40., -1.5, 0., 0.2, 3., 800.}) {
    BOOST_TEST(std::fabs(eg::tanh(x) - std::tanh(x)) <= 1e-15);
    BOOST_TEST(std::fabs(eg::sigmoid(x) - 1 / (1 + std::exp(-x))) <= 1e-15);
  }
  BOOST_TEST(eg::sigmoid(eg::dual<double>{0, 1}).derivative == 0.25);
}

BOOST_AUTO_TEST_CASE(scaled_tanh_is_1_at_1_where_it_bends_most) {
  BOOST_TEST(std::fabs(eg::scaled_tanh(1.) - 1) < 5e-6);
  double most = 0, at = 0;
  for (int i = 0; i < 4000; ++i) {
    const double x = i * 1e-3, t = std::tanh(2 * x / 3), bend = 1.7159 * 8 / 9 * t * (1 - t * t);
    BOOST_TEST(std::fabs(eg::scaled_tanh(x) - 1.7159 * t) <= 1e-15 * 2);
    if (bend > most) most = bend, at = x;
  }
  BOOST_TEST(std::fabs(at - 1) < 0.015);  // exactly it is 0.988
}

BOOST_AUTO_TEST_SUITE_END()
