#include <evengrad/combinator/chain.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>

#include "built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

namespace {

constexpr auto net = eg::input<64> | eg::dense<32> | eg::relu | eg::dense<10>;
constexpr auto head = eg::relu | eg::dense<10>;
struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<32> | eg::relu;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(a_net_is_a_type_and_weighs_nothing) {
  static_assert(std::is_empty_v<std::remove_const_t<decltype(net)>>);
  static_assert(!std::is_same_v<decltype(net), decltype(head)>);
}

BOOST_AUTO_TEST_CASE(parts_follow_each_other) {
  const built b(net);
  BOOST_TEST((b.out() == eg::shape{10}));
  BOOST_TEST(b.names() == "dense_1 relu_1 dense_2");
  BOOST_TEST(b.parameters() == "dense_1.w dense_1.b dense_2.w dense_2.b");
}

BOOST_AUTO_TEST_CASE(grouping_makes_no_difference) {
  constexpr auto grouped = (eg::input<64> | eg::dense<32>) | head;
  BOOST_TEST(built(grouped).g.fingerprint() == built(net).g.fingerprint());
}

BOOST_AUTO_TEST_CASE(a_block_has_a_name_of_its_own) {
  const built b(eg::input<64> | encoder{} | encoder{});
  BOOST_TEST(b.names() == "encoder_1 encoder_1.dense_1 encoder_1.relu_1 encoder_2 encoder_2.dense_1 encoder_2.relu_1");
  BOOST_TEST((b.out() == eg::shape{32}));
}

BOOST_AUTO_TEST_CASE(the_value_of_a_layer_is_known) {
  const built b(net);
  BOOST_TEST(b.g.layers[2].out == b.g.output);
  BOOST_TEST((b.g[b.g.layers[0].out].dims == eg::shape{32}));
}

BOOST_AUTO_TEST_CASE(a_thousand_layers_need_no_recursion_of_templates) {
  constexpr auto ten = head | head | head | head | head;
  constexpr auto hundred = ten | ten | ten | ten | ten | ten | ten | ten | ten | ten;
  const built b(eg::input<64> | hundred);
  BOOST_TEST(b.g.layers.size() == 100);
}

BOOST_AUTO_TEST_SUITE_END()
