// A copy is a node of its own where memory must be, and nothing elsewhere.
#include <evengrad/op/copy.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(leaves_and_views_are_copied) {
  eg::graph g;
  const int x = g.input({4}, 0);
  const int own = eg::owned(g, x), sum = (eg::symbol{&g, x} + eg::symbol{&g, x}).id;
  BOOST_TEST(own != x);
  BOOST_TEST(eg::owned(g, sum) == sum);
  BOOST_TEST(eg::owned(g, g.reshape(sum, {2, 2})) != sum);
  BOOST_TEST(op_error<eg::copy_op>(-3, 3) <= 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
