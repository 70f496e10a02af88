#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/norm/batch_norm.hpp>
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

BOOST_AUTO_TEST_CASE(shared_layers_keep_their_parameters) {
  using eg::dense;
  constexpr auto block = eg::residual(dense<6>);
  constexpr auto other = eg::residual(dense<6> | eg::relu);
  const auto fault = [](const auto& net) { return built(net).g.wrong.what; };
  const auto twice = [](const auto& a, const auto& b) {
    return eg::input<6> | eg::shared<"w">(a) | eg::relu | eg::shared<"w">(b) | dense<6>;
  };
  BOOST_TEST((fault(twice(dense<6>, dense<6> | eg::relu)) == eg::fault::none));
  for (auto wrong : {fault(twice(dense<6>, dense<6> | dense<6>)), fault(twice(dense<6> | dense<6>, dense<6>)),
                     fault(twice(eg::relu, dense<6>)), fault(twice(eg::repeat<2>(block), dense<6>)),
                     fault(twice(eg::repeat<2>(block), eg::repeat<2>(other))),
                     fault(twice(eg::repeat<2>(block), eg::repeat<3>(block)))})
    BOOST_TEST((wrong == eg::fault::shared_body_changes));
}

BOOST_AUTO_TEST_CASE(shared_layers_inside_of_shared_layers_and_with_states) {
  constexpr auto inner = eg::shared<"b">(eg::dense<6>);
  constexpr auto outer = eg::shared<"a">(inner | eg::relu | eg::dense<6>);
  const built fresh(eg::input<6> | outer | eg::relu | outer);
  BOOST_TEST((fresh.right() && fresh.g.parameters.size() == 4));
  const built known(eg::input<6> | inner | outer | eg::relu | outer | inner);
  BOOST_TEST((known.right() && known.g.parameters.size() == 4));
  constexpr auto normed = eg::shared<"n">(eg::dense<6> | eg::batch_norm | eg::dense<6>);
  const built twice(eg::input<6> | normed | eg::relu | normed);
  int learned = 0;
  for (const eg::parameter_info& p : twice.g.parameters) learned += p.learned;
  BOOST_TEST(twice.right());
  BOOST_TEST(learned == 6, "w, b, gamma, beta, w, b: each once");
  BOOST_TEST(twice.g.parameters.n - learned == 4, "running statistics are of a place");
}

BOOST_AUTO_TEST_SUITE_END()
