// log(1 + x) and e^x − 1 as ops.
#include <evengrad/op/log1p.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(both_have_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::log1p_op>(-0.9, 5) <= 1e-12);
  BOOST_TEST(op_error<eg::expm1_op>(-5, 5) <= 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
