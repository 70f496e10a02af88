#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/leaky_relu.hpp>
#include <evengrad/probe/describe.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<6> | eg::leaky_relu(.1);
};
constexpr auto net = eg::input<4> | encoder{} | eg::residual(eg::dense<6> | eg::sigmoid) |
                     eg::repeat<3>(eg::dense<6> | eg::tanh) | eg::dense<3>;

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(layers_stand_in_the_order_of_their_values) {
  const auto layers = eg::describe_layers<eg::checked<net, eg::watching_all_t<eg::cross_entropy_t>>>(2);
  std::string names;
  for (const auto& l : layers) names += l.name + ' ';
  BOOST_TEST(names ==
             "encoder_1.dense_1 encoder_1.leaky_relu_1 encoder_1 dense_1 sigmoid_1 "
             "repeat_1.1.dense_1 repeat_1.1.tanh_1 repeat_1.3.dense_1 repeat_1.3.tanh_1 repeat_1 dense_2 ");
  BOOST_TEST(layers[1].is_activation);
  BOOST_TEST(layers[1].largest_slope == 1., boost::test_tools::tolerance(1e-9));
  BOOST_TEST(!layers[2].is_activation);
  BOOST_TEST(layers[2].parameters == 30);
  BOOST_TEST(layers[2].multiply_adds == 24);
  BOOST_TEST(layers[4].largest_slope == .25, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(layers[7].parameters == 42);
  BOOST_TEST(layers[7].multiply_adds == 36);
  BOOST_TEST(layers[8].is_activation);
  BOOST_TEST(!layers[9].is_activation);
  BOOST_TEST(layers[9].parameters == 3 * 42);
  BOOST_TEST(layers[9].multiply_adds == 3 * 36);
  BOOST_TEST(layers[10].kind == "dense");
  BOOST_TEST(layers[10].extents == "3");
}

BOOST_AUTO_TEST_CASE(parameters_belong_to_the_innermost_layer) {
  const eg::model<net> m;
  const auto described = eg::describe_layers<eg::checked<net, eg::watching_all_t<eg::cross_entropy_t>>>(2);
  const std::vector<eg::recorded_layer> layers(described.begin(), described.end());
  for (const eg::recorded_parameter& p : eg::describe_parameters(m.entries(), layers)) {
    const std::string& layer = layers[std::size_t(p.layer)].name;
    const bool hidden = p.name.starts_with("repeat_1.2");  // of a copy that is not described
    BOOST_TEST(layer == (hidden ? "repeat_1" : p.name.substr(0, p.name.rfind('.'))));
    BOOST_TEST(p.multiplies == p.name.ends_with(".w"));
  }
}

BOOST_AUTO_TEST_CASE(losses_have_names) {
  BOOST_TEST(eg::name_of_loss<eg::cross_entropy_t>() == "cross_entropy");
  BOOST_TEST((eg::name_of_loss<eg::smoothed_cross_entropy_t<1, 10>>() == "smoothed_cross_entropy"));
}

BOOST_AUTO_TEST_CASE(figures_of_the_data) {
  const float x[] = {1, 10, -1, 20, 3, 30};
  eg::recording r;
  eg::describe_input({x, 3, 2}, r);
  BOOST_TEST(r.input_mean == 63. / 6, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(r.input_rms == std::sqrt((1 + 1 + 9 + 1400) / 6.), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(r.largest_input_rms == std::sqrt(1400 / 3.), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
