#include <evengrad/report/bands.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

using synthetic::count;

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(each_layer_has_a_chart_with_all_epochs) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(3), .epochs = 5});
  const std::string text = er::bands(r);
  BOOST_TEST(count(text, "<h4>") == 5);
  BOOST_TEST(count(text, "<title>") == 25);
  const evengrad::spread_of_many third = er::merged(r, er::epochs_of(r)[2], er::output_of(0));
  BOOST_TEST(count(text, "epoch 3: mean " + er::value_text(third.mean) + ", deviation " +
                             er::value_text(third.deviation()) + "<") == 1);
  BOOST_TEST(count(text, "% dead") == 2);
  r.steps.back().layers[0].output.not_finite = 7;
  BOOST_TEST(count(er::bands(r), ", 7 not finite") == 1);
}

BOOST_AUTO_TEST_CASE(flat_parts_of_smooth_activations_are_told_and_those_of_kinked_ones_not) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 1});
  r.steps.back().layers[1].saturated = 0.5, r.steps.back().layers[1].dead = 0;
  BOOST_TEST(count(er::bands(r), "saturated</span>") == 0);  // half of its values are 0, as those of a relu
  synthetic::generator g{1};
  r.steps.back().layers[1].output = synthetic::figures_of(g, 0, 1);
  BOOST_TEST(count(er::bands(r), "50 % saturated</span>") == 1);
}

BOOST_AUTO_TEST_CASE(one_epoch_is_a_bar_and_many_are_joined) {
  const evengrad::recording one = synthetic::record({.layers = synthetic::mlp(1), .epochs = 1});
  BOOST_TEST(count(er::bands(one), "class=\"bar band\"") == 1);
  const evengrad::recording many =
      synthetic::record({.layers = synthetic::mlp(1), .epochs = 150, .steps_each = 1, .every = 1});
  BOOST_TEST(count(er::bands(many), "<title>") == 50);
  BOOST_TEST(count(er::bands(many), "epochs 1 to 3") == 1);
  BOOST_TEST(er::bands({}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
