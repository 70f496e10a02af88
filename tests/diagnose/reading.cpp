#include <evengrad/diagnose/reading.hpp>

#include <boost/test/unit_test.hpp>

#include "built.hpp"

namespace eg = evengrad;
using boost::test_tools::tolerance;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(layers_that_multiply_are_those_of_the_weights) {
  eg::recording r = built::healthy();
  BOOST_CHECK(eg::product_layers(r) == (std::vector<int>{0, 2, 4}));
  r.parameters.push_back({"dense_2.b", 2, 16, false}), r.parameters.push_back({"scale", -1, 16, true});
  BOOST_CHECK(eg::product_layers(r) == (std::vector<int>{0, 2, 4}));
}

// He's law gives every layer a gradient of the same length, whatever its width.
BOOST_AUTO_TEST_CASE(a_gradient_has_a_length) {
  const eg::recording r = built::healthy();
  for (const int l : {0, 2, 4}) BOOST_TEST(eg::gradient_length(r, r.steps[3], l) == 0.01, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(updates_are_compared_with_all_weights) {
  eg::recording r = built::healthy();
  BOOST_TEST(eg::update_ratio(r, r.steps[0]) == 1e-3, tolerance(1e-12));
  r.steps[0].parameters[2].weights = built::of_size(0);  // a head that begins as zero
  BOOST_TEST(eg::update_ratio(r, r.steps[0]) == 1e-3 * std::sqrt(1.5), tolerance(1e-12));
  for (auto& p : r.steps[0].parameters) p.weights = built::of_size(0);
  BOOST_TEST(eg::update_ratio(r, r.steps[0]) == 0);
}

BOOST_AUTO_TEST_CASE(a_figure_of_recent_steps_is_their_median) {
  eg::recording r = built::healthy();
  r.steps[7].loss = 1000;
  BOOST_TEST(eg::recent(r, [](const eg::recorded_step& s) { return s.loss; }) == r.steps[6].loss);
  BOOST_TEST(eg::at_first(r, [](const eg::recorded_step& s) { return s.loss; }) == r.steps[2].loss);
  BOOST_TEST(eg::median({3, 1, 2}) == 2);
  BOOST_TEST(eg::median({}) == 0);
}

BOOST_AUTO_TEST_CASE(a_blind_guess_has_ln_c) {
  eg::recording r = built::healthy();
  BOOST_TEST(eg::blind_loss(r) == std::log(10.));
  r.loss = "binary_cross_entropy", r.outputs = 1, r.classes = 2;
  BOOST_TEST(eg::blind_loss(r) == std::log(2.));
  r.outputs = 5;  // each of them a probability of its own
  BOOST_TEST(eg::blind_loss(r) == std::log(2.));
  r.loss = "mse", r.classes = 0;
  BOOST_TEST(eg::blind_loss(r) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
