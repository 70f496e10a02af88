// Layers, blocks and ops as parts: their names in the tree, what each formula gets and gives.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>

#include "../combinator/built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

namespace {

template <int Width>
struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<Width> | eg::relu | eg::dense<Width>;
};
struct nameless : eg::block {
  static constexpr auto graph = eg::dense<2> | eg::relu;
};
/// Parameters are named by the layer that asks for them, in the order in which it does.
struct two_of_them : eg::layer {
  static constexpr std::string_view name = "two";
  constexpr eg::symbol formula(eg::symbol x) const {
    const auto a = x.parameter("a", {x.features()}, eg::init::ones{});
    return x * a + x.parameter("b", {1}, eg::init::zeros{});
  }
};
struct gives_nothing : eg::layer {
  constexpr eg::symbol formula(eg::symbol) const { return {}; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(layer)

BOOST_AUTO_TEST_CASE(names_count_within_the_layer_around_them) {
  const built b(eg::input<4> | encoder<3>{} | eg::dense<4> | encoder<3>{} | nameless{});
  BOOST_TEST(b.names() ==
             "encoder_1 encoder_1.dense_1 encoder_1.relu_1 encoder_1.dense_2 dense_1 encoder_2 encoder_2.dense_1 "
             "encoder_2.relu_1 encoder_2.dense_2 block_1 block_1.dense_1 block_1.relu_1");
}

BOOST_AUTO_TEST_CASE(parameters_belong_to_the_layer_that_asks) {
  const built b(eg::input<4> | two_of_them{} | two_of_them{});
  BOOST_TEST(b.g.parameters.size() == 4);
  BOOST_TEST(b.g.parameters[2].name == "a");
  BOOST_TEST(b.name_of(b.g.parameters[2].layer) == "two_2");
  BOOST_TEST((b.g.parameters[1].dims == eg::shape{1} && b.out() == eg::shape{4}));
  BOOST_TEST(b.g.layers[1].out == b.g.output, "a layer knows the node that is its value");
}

BOOST_AUTO_TEST_CASE(a_formula_gives_a_value_of_the_graph) {
  const built b(eg::input<4> | gives_nothing{});
  BOOST_TEST((b.g.wrong.what == eg::fault::formula_must_return_a_value_of_the_graph));
}

BOOST_AUTO_TEST_CASE(what_can_be_applied_is_known_by_its_type) {
  static_assert(eg::a_layer<encoder<3>> && eg::a_layer<two_of_them> && eg::a_layer<decltype(eg::relu)>);
  static_assert(!eg::a_layer<int> && eg::has_formula<two_of_them> && eg::has_graph<nameless>);
  static_assert(eg::begins_a_network<decltype(eg::input<3>)> && !eg::begins_a_network<two_of_them>);
  BOOST_TEST(eg::name_of<encoder<3>>() == "encoder");
  BOOST_TEST(eg::name_of<nameless>() == "block");
}

BOOST_AUTO_TEST_SUITE_END()
