// Square roots as ops.
#include <evengrad/op/root.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(roots_have_the_derivatives_of_dual_numbers) {
  BOOST_TEST(op_error<eg::sqrt_op>(0.1, 5) <= 1e-12);
  BOOST_TEST(op_error<eg::rsqrt_op>(0.1, 5) <= 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
