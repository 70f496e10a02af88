// The Gaussian error linear unit and its form with tanh.
#include <evengrad/op/gelu.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(forms_have_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::gelu_op>(-9, 9) <= 1e-12);
  BOOST_TEST(op_error<eg::gelu_tanh_op>(-9, 9) <= 1e-12);
  BOOST_TEST(op_error<eg::gelu_sigmoid_op>(-9, 9) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(gelu_values_are_the_formulas) {
  for (const double x : {-4., -1.5, -0.3, 0., 0.2, 1., 3.5}) {
    const double root = std::sqrt(2 / std::acos(-1.));
    BOOST_TEST(std::fabs(eg::gelu(x) - x * 0.5 * std::erfc(-x / std::sqrt(2.))) <= 2e-15);
    BOOST_TEST(std::fabs(eg::gelu_tanh(x) - 0.5 * x * (1 + std::tanh(root * (x + 0.044715 * x * x * x)))) <= 2e-15);
    BOOST_TEST(std::fabs(eg::gelu_sigmoid(x) - x / (1 + std::exp(-1.702 * x))) <= 2e-15);
  }
  for (const double x : {-1e4, 1e4})
    for (const double y : {eg::gelu(x), eg::gelu_tanh(x), eg::gelu_sigmoid(x)}) BOOST_TEST(y == (x < 0 ? 0 : x));
  BOOST_TEST(std::isnan(eg::gelu(std::nan(""))));
}

BOOST_AUTO_TEST_CASE(forms_differ_by_as_much_as_is_said_and_the_slope_is_at_most_1_129) {
  double apart = 0, further = 0, steepest = 0;
  for (int i = -6000; i <= 6000; ++i) {
    const double x = i * 1e-3;
    apart = std::fmax(apart, std::fabs(eg::gelu(x) - eg::gelu_tanh(x)));
    further = std::fmax(further, std::fabs(eg::gelu(x) - eg::gelu_sigmoid(x)));
    steepest = std::fmax(steepest, eg::gelu(eg::dual<double>{x, 1}).derivative);
  }
  BOOST_TEST(std::fabs(apart - 4.73e-4) < 1e-6);
  BOOST_TEST(std::fabs(further - 0.02033) < 1e-5);
  BOOST_TEST(std::fabs(steepest - 1.129) < 5e-4);
}

BOOST_AUTO_TEST_SUITE_END()
