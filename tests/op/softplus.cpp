// Smooth rectifiers: derivatives, formulas, and both ends.
#include <evengrad/op/softplus.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(smooth_rectifiers_have_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::softplus_op>(-40, 40) <= 1e-12);
  BOOST_TEST(op_error<eg::silu_op>(-30, 30) <= 1e-12);
  BOOST_TEST(op_error<eg::mish_op>(-30, 30) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(softplus_values_are_the_formulas) {
  for (const double x : {-20., -1.5, -0.3, 0., 0.2, 1., 36.9, 37.1}) {
    auto close = [&](double got, double exact) { BOOST_TEST(std::fabs(got - exact) <= 4e-15 * std::fabs(exact)); };
    const double plus = std::log1p(std::exp(x));
    close(eg::softplus(x), plus);
    close(eg::silu(x), x / (1 + std::exp(-x)));
    close(eg::mish(x), x * std::tanh(plus));
  }
}

BOOST_AUTO_TEST_CASE(neither_end_overflows) {
  for (const double x : {-1e4, 1e4}) {
    const eg::dual<double> d{x, 1};
    for (const auto y : {eg::softplus(d), eg::silu(d), eg::mish(d)}) {
      BOOST_TEST(y.value == (x < 0 ? 0 : x));
      BOOST_TEST(y.derivative == (x < 0 ? 0 : 1));
    }
    for (const float y : {eg::softplus(float(x)), eg::silu(float(x)), eg::mish(float(x))})
      BOOST_TEST(y == (x < 0 ? 0 : float(x)));
  }
  for (const double y : {eg::softplus(std::nan("")), eg::silu(std::nan("")), eg::mish(std::nan(""))})
    BOOST_TEST(std::isnan(y));
}

BOOST_AUTO_TEST_SUITE_END()
