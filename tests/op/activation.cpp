// The rectifier and its step, at 0 and for NaN too.
#include <evengrad/op/activation.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(rectifier_has_the_derivative_of_dual_numbers) {
  BOOST_TEST(op_error<eg::step_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::relu_op>(-3, 3) <= 1e-12);
  BOOST_TEST(eg::relu(eg::dual<double>{0, 1}).derivative == 0);
  BOOST_TEST(eg::relu_op::derivative(0., 0.) == 0);
}

BOOST_AUTO_TEST_CASE(a_nan_is_not_rectified) {
  BOOST_TEST(eg::relu(-2.) == 0);
  BOOST_TEST(eg::relu(3.f) == 3);
  BOOST_TEST(std::isnan(eg::relu(std::nan(""))));
  BOOST_TEST(std::isnan(eg::relu(eg::pack<float, 16>(std::nanf("")))[15]));
  BOOST_TEST(std::isnan(eg::relu(eg::pack<double, 2>(std::nan("")))[1]));
}

BOOST_AUTO_TEST_SUITE_END()
