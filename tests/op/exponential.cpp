// Exponentials and logarithms, comparisons, and what no derivative passes.
#include <evengrad/op/erf.hpp>
#include <evengrad/op/exponential.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(exponentials_and_logarithms) {
  BOOST_TEST(op_error<eg::exp_op>(-5, 5) <= 1e-12);
  BOOST_TEST(op_error<eg::log_op>(0.1, 5) <= 1e-12);
  BOOST_TEST(op_error<eg::erf_op>(-4, 4) <= 1e-12);
  BOOST_TEST(op_error<eg::normal_cdf_op>(-6, 6) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(nothing_passes_a_comparison) {
  BOOST_TEST(op_error<eg::equal_op>(-2.9, 3.1) <= 1e-12);
  BOOST_TEST(eg::equal_op::value(2., 2.) == 1);
  BOOST_TEST(eg::equal_op::value(2., 3.) == 0);
  BOOST_TEST(eg::detach_op::value(2.) == 2);
  BOOST_TEST(eg::detach_op::derivative(2., 2.) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
