#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>

#include "built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(a_value_is_recalled_by_name) {
  const built b(eg::input<6> | eg::dense<8> | eg::tap<"wide"> | eg::relu | eg::dense<3> |
                eg::concat(eg::identity_layer, eg::from<"wide">));
  BOOST_TEST((b.right() && b.out() == eg::shape{11}));
}

BOOST_AUTO_TEST_CASE(a_tap_adds_no_node) {
  BOOST_TEST(built(eg::input<6> | eg::dense<8> | eg::tap<"a"> | eg::relu).g.fingerprint() ==
             built(eg::input<6> | eg::dense<8> | eg::relu).g.fingerprint());
}

BOOST_AUTO_TEST_CASE(skips_cross_each_other) {  // a U-Net's are nested, this graph is not
  const built b(eg::input<6> | eg::tap<"a"> | eg::dense<6> | eg::tap<"b"> | eg::relu |
                eg::add(eg::identity_layer, eg::from<"a">) | eg::dense<6> | eg::add(eg::identity_layer, eg::from<"b">));
  BOOST_TEST((b.right() && b.out() == eg::shape{6}));
}

BOOST_AUTO_TEST_CASE(names_must_be_known_and_not_taken) {
  BOOST_TEST((built(eg::input<6> | eg::from<"a">).g.wrong.what == eg::fault::tap_name_is_unknown));
  BOOST_TEST((built(eg::input<6> | eg::tap<"a"> | eg::tap<"a">).g.wrong.what == eg::fault::tap_name_is_taken));
}

BOOST_AUTO_TEST_CASE(shared_layers_have_their_parameters_once) {
  const built b(eg::input<6> | eg::shared<"w">(eg::dense<6>) | eg::relu | eg::shared<"w">(eg::dense<6>) | eg::dense<6>);
  BOOST_TEST((b.right() && b.g.parameters.size() == 4));
  int reads = 0;
  for (const eg::node& x : b.g.nodes)
    for (int i = 0; i < x.inputs; ++i) reads += x.in[i] == b.g.parameters[0].node;
  BOOST_TEST(reads == 2, "two products with one matrix");
}

BOOST_AUTO_TEST_CASE(shared_layers_keep_their_shape) {
  const built b(eg::input<6> | eg::shared<"w">(eg::dense<5>) | eg::shared<"w">(eg::dense<5>));
  BOOST_TEST((b.g.wrong.what == eg::fault::shared_layer_changes_its_shape));
}

BOOST_AUTO_TEST_SUITE_END()
