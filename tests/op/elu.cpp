// Exponential linear units, and the fixed point that selu keeps.
#include <evengrad/op/elu.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(exponential_units_have_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::elu_op>(-9, 9) <= 1e-12);
  BOOST_TEST(op_error<eg::selu_op>(-9, 9) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(elu_values_are_the_formulas) {
  for (const double x : {-1e4, -1.5, -0.3, 0., 0.2, 1e4}) {
    const double below = std::expm1(std::fmin(x, 0.));
    BOOST_TEST(std::fabs(eg::elu_op::value(x, 0.7) - (x > 0 ? x : 0.7 * below)) <= 1e-15 * (1 + std::fabs(x)));
    BOOST_TEST(std::fabs(eg::selu(x) - eg::selu_op::scale * (x > 0 ? x : eg::selu_op::alpha * below)) <=
               1e-15 * (1 + std::fabs(x)));
  }
  BOOST_TEST(std::isnan(eg::elu_op::value(std::nan(""), 1.)));
  BOOST_TEST(std::isnan(eg::selu(std::nan(""))));
}

BOOST_AUTO_TEST_CASE(selu_keeps_mean_0_and_variance_1) {
  double mean = 0, square = 0;  // of selu(z) for z of the standard normal law, by the trapezoidal rule
  for (int i = -12000; i <= 12000; ++i) {
    const double z = i * 1e-3, weight = 1e-3 * std::exp(-0.5 * z * z) / std::sqrt(2 * std::acos(-1.)), y = eg::selu(z);
    mean += weight * y, square += weight * y * y;
  }
  BOOST_TEST(std::fabs(mean) < 1e-6);
  BOOST_TEST(std::fabs(square - mean * mean - 1) < 1e-6);
}

BOOST_AUTO_TEST_SUITE_END()
