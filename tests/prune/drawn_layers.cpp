#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/drawn_layers.hpp>
#include <evengrad/prune/unit_picture.hpp>

#include <filesystem>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

constexpr auto small = eg::input<4> | eg::dense<3> | eg::relu | eg::dense<2>;

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(layers_have_the_weights_that_the_mask_keeps) {
  const std::vector<eg::parameter_place> places{
      {"a.w", 0, 2, 18}, {"a.b", 64, 1, 18, eg::parameter_kinds::shifts}, {"block_1.b.w", 96, 18, 3}};
  eg::weight_mask mask(places);
  mask.set(mask.tensor("a.w"), 1, 17, false), mask.set(mask.tensor("block_1.b.w"), 17, 2, false);
  std::vector<float> weights(96 + 18 * 16);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = float(i) + 1;
  const auto layers = eg::drawn_layers(mask, weights.data());
  BOOST_REQUIRE(layers.size() == 2u);
  BOOST_TEST(layers[0].name == "a");
  BOOST_TEST(layers[1].name == "block_1.b");
  BOOST_TEST(layers[0].inputs == 2);
  BOOST_TEST(layers[0].units == 18);
  BOOST_TEST(layers[0].weight(1, 17) == 0);
  BOOST_TEST(layers[0].weight(0, 17) == weights[std::size_t(eg::panel_place(2, 0, 17))]);
  BOOST_TEST(layers[0].kept() == 35);
  BOOST_TEST(layers[1].weight(3, 2) == weights[std::size_t(96 + eg::panel_place(18, 3, 2))]);
  BOOST_TEST(layers[1].kept() == 53);
  eg::check_layers(layers, "here");
  // What is no chain is not drawn as one.
  BOOST_TEST(eg::drawn_layers(eg::weight_mask({{"a.w", 0, 2, 4}, {"b.w", 32, 5, 2}}), weights.data()).empty());
}

// Sizes alone do not tell: what leads around a layer keeps its units alive.
BOOST_AUTO_TEST_CASE(what_is_a_chain) {
  const auto is_chain = [](const auto& net) { return eg::is_dense_chain(eg::unrolled_graph(net)); };
  BOOST_TEST(is_chain(small));
  BOOST_TEST(is_chain(eg::input<4> | eg::dense<4, eg::weight_norm<>> | eg::batch_norm | eg::residual(eg::relu) |
                      eg::repeat<2>(eg::dense<4> | eg::relu) | eg::dense<2>));
  BOOST_TEST(!is_chain(eg::input<4> | eg::residual(eg::dense<4> | eg::relu | eg::dense<4>) | eg::dense<2>));
  BOOST_TEST(!is_chain(eg::input<4> | eg::add(eg::dense<4>, eg::dense<4>) | eg::dense<2>));
  BOOST_TEST(!is_chain(eg::input<4> | eg::dense<4> | eg::tap<"a"> | eg::dense<4> | eg::from<"a"> | eg::dense<2>));
  BOOST_TEST(!is_chain(eg::input<4> | eg::shared<"s">(eg::dense<4>) | eg::relu | eg::shared<"s">(eg::dense<4>)));
}

BOOST_AUTO_TEST_CASE(dead_units_go_with_their_lines_and_columns) {
  const std::vector<eg::layer_picture> net = {{"a", 2, 3, {1, 0, 3, 0, 0, 4}, {}}, {"b", 3, 2, {5, 0, 6, 7, 0, 8}, {}}};
  const auto small = eg::living_layers(net);
  BOOST_REQUIRE(small.size() == 2u);
  BOOST_TEST((small[0].weights == std::vector<float>{1, 3, 0, 4}));
  BOOST_TEST((small[1].weights == std::vector<float>{5, 0, 0, 8}));
  BOOST_TEST(small[1].inputs == 2);
  const eg::unit_states left(small);
  for (std::size_t c = 1; c < 2; ++c) BOOST_TEST(left.dead_count(c) == 0);
  BOOST_TEST(eg::living_layers(small)[0].weights == small[0].weights);
  // Nothing is left of it but inputs and outputs, and one unit to join them.
  const auto none =
      eg::living_layers({{"a", 2, 3, std::vector<float>(6, 0), {}}, {"b", 3, 2, std::vector<float>(6, 1), {}}});
  BOOST_TEST(none[0].units == 1);
  BOOST_TEST(none[1].units == 2);
}

BOOST_AUTO_TEST_CASE(the_picture_of_the_page) {
  const scratch around;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(around.folder);
  eg::model<small> model;
  const eg::weight_mask mask(model.places());
  const std::vector<eg::layer_picture> net = eg::drawn_layers(mask, model.weights());
  eg::write_unit_picture("units.svg", net, eg::living_layers(net));
  BOOST_TEST(std::filesystem::file_size("units.svg") > 1000u);
  BOOST_TEST(net[0].kept() == 12);
  std::filesystem::remove("units.svg");
  std::filesystem::current_path(before);
}

BOOST_AUTO_TEST_SUITE_END()
