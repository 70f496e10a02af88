// Where a network begins: any rank, positive extents, once and first.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>

#include "../combinator/built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

BOOST_AUTO_TEST_SUITE(layer)

BOOST_AUTO_TEST_CASE(an_input_has_the_shape_it_names_and_a_batch) {
  const built b(eg::input<28, 28, 3>);
  BOOST_TEST((b.right() && b.out() == eg::shape{28, 28, 3}));
  BOOST_TEST(b.g[b.g.output].batched);
  BOOST_TEST((b.g[b.g.output].what == eg::kind::input));
}

BOOST_AUTO_TEST_CASE(extents_are_positive) {
  const built b(eg::input<3, 0>), c(eg::input<-2>);
  BOOST_TEST((b.g.wrong.what == eg::fault::extent_must_be_positive));
  BOOST_TEST(b.g.wrong.got == 0);
  BOOST_TEST(c.g.wrong.got == -2);
}

BOOST_AUTO_TEST_CASE(nothing_stands_before_it) {
  const built b(eg::input<3> | eg::dense<2> | eg::input<2>), c(eg::dense<2> | eg::dense<3>);
  BOOST_TEST((b.g.wrong.what == eg::fault::input_must_come_first));
  BOOST_TEST((c.g.wrong.what == eg::fault::network_must_begin_with_an_input));
}

BOOST_AUTO_TEST_SUITE_END()
