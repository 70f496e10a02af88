#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>

#include "built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(the_identity_is_added) {
  const built b(eg::input<6> | eg::residual(eg::dense<8> | eg::relu | eg::dense<6>));
  BOOST_TEST((b.right() && b.out() == eg::shape{6}));
  const eg::node& y = b.g[b.g.output];
  BOOST_TEST(eg::is_op<eg::add_op>(*y.op));
  BOOST_TEST((b.g[y.in[0]].what == eg::kind::input), "x itself");
}

BOOST_AUTO_TEST_CASE(residuals_stand_in_residuals) {
  BOOST_TEST(built(eg::input<6> | eg::residual(eg::residual(eg::dense<6>) | eg::relu)).right());
}

BOOST_AUTO_TEST_CASE(a_body_that_changes_the_shape_is_refused) {
  const built b(eg::input<6> | eg::dense<6> | eg::residual(eg::dense<8>));
  BOOST_TEST((b.g.wrong.what == eg::fault::residual_body_must_keep_its_shape));
  BOOST_TEST(b.g.wrong.expected == 6);
  BOOST_TEST(b.g.wrong.got == 8);
}

BOOST_AUTO_TEST_SUITE_END()
