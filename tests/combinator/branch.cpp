#include <evengrad/combinator/branch.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/op/activation.hpp>

#include "built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(sums_and_products_keep_the_shape_of_their_parts) {
  const built sum(eg::input<6> | eg::add(eg::dense<4>, eg::dense<4>, eg::dense<4>)),
      product(eg::input<6> | eg::multiply(eg::dense<4>, eg::dense<4> | eg::relu));
  BOOST_TEST((sum.right() && sum.out() == eg::shape{4}));
  BOOST_TEST((product.right() && product.out() == eg::shape{4}));
  BOOST_TEST(sum.names() == "dense_1 dense_2 dense_3");
  BOOST_TEST((product.g[product.g.output].what == eg::kind::map));
  BOOST_TEST(eg::is_op<eg::multiply_op>(*product.g[product.g.output].op));
}

BOOST_AUTO_TEST_CASE(parts_side_by_side_add_up_along_the_last_axis) {
  BOOST_TEST((built(eg::input<6> | eg::concat(eg::dense<4>, eg::dense<3>, eg::identity_layer)).out() == eg::shape{13}));
  BOOST_TEST((built(eg::input<5, 6> | eg::concat(eg::dense<4>, eg::identity_layer)).out() == eg::shape{5, 10}));
}

BOOST_AUTO_TEST_CASE(one_branch_alone_is_itself) {
  BOOST_TEST(built(eg::input<6> | eg::concat(eg::dense<4>)).g.fingerprint() ==
             built(eg::input<6> | eg::dense<4>).g.fingerprint());
}

BOOST_AUTO_TEST_CASE(identity_adds_no_node) {
  BOOST_TEST(built(eg::input<6> | eg::identity_layer).g.nodes.size() == 1);
}

BOOST_AUTO_TEST_CASE(a_branch_weighs_nothing) {
  static constexpr auto part = eg::add(eg::dense<4>, eg::dense<4> | eg::relu);
  static_assert(std::is_empty_v<std::remove_const_t<decltype(part)>>);
  BOOST_TEST(sizeof(part) < 16u, "empty parts, each at an address of its own");
}

BOOST_AUTO_TEST_CASE(branches_that_differ_are_refused_with_the_first_extents_that_do) {
  const built b(eg::input<6> | eg::add(eg::dense<4>, eg::dense<5>));
  BOOST_TEST((b.g.wrong.what == eg::fault::branches_must_have_the_same_shape));
  BOOST_TEST(b.g.wrong.expected == 4);
  BOOST_TEST(b.g.wrong.got == 5);
  const built m(eg::input<6> | eg::multiply(eg::dense<4>, eg::identity_layer));
  BOOST_TEST((m.g.wrong.what == eg::fault::branches_must_have_the_same_shape));
}

BOOST_AUTO_TEST_CASE(concat_asks_that_all_axes_but_the_last_agree) {
  const built b(eg::input<5, 6> | eg::concat(eg::identity_layer, eg::reshape_to<6, 5>));
  BOOST_TEST((b.g.wrong.what == eg::fault::concat_parts_must_agree_but_for_the_last_axis));
  BOOST_TEST(b.g.wrong.expected == 5);
  BOOST_TEST(b.g.wrong.got == 6);
}

BOOST_AUTO_TEST_SUITE_END()
