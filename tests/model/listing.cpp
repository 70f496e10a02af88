#include <evengrad/combinator/repeat.hpp>
#include <evengrad/model/listing.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct pair_t : eg::block {
  static constexpr std::string_view name = "pair";
  static constexpr auto graph = eg::dense<6> | eg::dense<6>;
};
constexpr auto body = eg::dense<6> | eg::relu;
constexpr auto net =
    eg::input<6> | pair_t{} | eg::repeat<2>(body) | pair_t{} | eg::repeat<5>(body) | eg::repeat<2>(eg::relu);
using trained = eg::checked<net, eg::cross_entropy_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(equal_blocks_are_one_program) {
  const auto& programs = eg::listings_of<trained>;
  BOOST_TEST(programs.size() == 3u);
  const eg::graph_listing& g = *programs[0].graph;
  BOOST_REQUIRE(g.call_count == 3);
  BOOST_TEST(g.callees[0] == 1);
  BOOST_TEST(g.callees[1] == 1);
  BOOST_TEST(g.callees[2] == 2);
  BOOST_TEST(g.calls[1].count == 5);
  BOOST_TEST(programs[1].graph->parameter_count == 2);
  BOOST_TEST(programs[2].graph->parameter_count == 0);
  BOOST_TEST(programs[0].kernel_count > programs[0].facts->split - 1);
}

BOOST_AUTO_TEST_CASE(names_tell_the_place_in_the_tree) {
  const eg::graph_listing& g = eg::graphs_of<trained>[0];
  BOOST_TEST(eg::parameter_name(g, 0) == "pair_1.dense_1.w");
  BOOST_TEST(eg::parameter_name(g, 3) == "pair_1.dense_2.b");
  BOOST_TEST(eg::parameter_name(g, 5) == "pair_2.dense_1.w");
  BOOST_TEST(eg::full_name(g, g.parameters[4].layer) == "repeat_1");
  BOOST_TEST(eg::own_name(g.layers[2]) == "dense_2");
  BOOST_TEST(eg::text_of(eg::shape{12, 20, 3}) == "12 × 20 × 3");
}

BOOST_AUTO_TEST_CASE(layers_know_their_value) {
  const eg::graph_listing& g = eg::graphs_of<trained>[0];
  for (int l = 0; l < g.layer_count; ++l) {
    BOOST_REQUIRE(g.layers[l].out >= 0);
    BOOST_TEST(g.nodes[g.layers[l].out].dims.last() == 6);
  }
}

BOOST_AUTO_TEST_SUITE_END()
