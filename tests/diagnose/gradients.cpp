#include <evengrad/diagnose/gradients.hpp>

#include <boost/test/unit_test.hpp>

#include "built.hpp"

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(the_layer_that_no_gradient_reaches) {
  BOOST_CHECK(eg::vanishing_alarms(built::healthy()).empty() && eg::vanishing_alarms({}).empty());
  eg::recording r = built::healthy();
  for (auto& s : r.steps)
    if (s.step >= 30)
      s.layers[0].gradient = built::of_size(1e-6 / std::sqrt(32.)), s.layers[2].gradient = built::of_size(1e-4 / 4);
  const auto found = eg::vanishing_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_TEST(found[0].where == "dense_1");
  BOOST_TEST(found[0].figure == "L' is 0.0001 of that of dense_3, a factor of 0.01 a layer");
  BOOST_TEST(found[0].step == 30);
  for (auto& s : r.steps) s.layers[0].gradient = built::of_size(0);
  BOOST_TEST(eg::vanishing_alarms(r)[0].figure == "L' is 0 of that of dense_3");
}

BOOST_AUTO_TEST_CASE(one_odd_batch_says_nothing) {
  eg::recording r = built::healthy();
  r.steps[8].layers[0].gradient = built::of_size(0), r.steps[9].layers[2].output = built::of_size(1e6);
  BOOST_CHECK(eg::vanishing_alarms(r).empty() && eg::exploding_alarms(r).empty());
}

BOOST_AUTO_TEST_CASE(what_explodes_backward_forward_or_in_the_loss) {
  BOOST_CHECK(eg::exploding_alarms(built::healthy()).empty() && eg::exploding_alarms({}).empty());
  eg::recording r = built::healthy();
  for (auto& s : r.steps) s.layers[0].gradient = built::of_size(3), s.layers[2].gradient = built::of_size(0.1);
  auto found = eg::exploding_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "dense_1" && found[0].step == 0 &&
              found[0].figure.find("times that of dense_3") != std::string::npos);

  r = built::healthy();
  for (auto& s : r.steps) s.layers[4].output = built::of_size(70);
  found = eg::exploding_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "dense_3" && found[0].figure == "its values have a root mean square of 70");
  r.classes = 0, r.loss = "mse";  // targets may be as large as they like
  BOOST_CHECK(eg::exploding_alarms(r).empty());

  r = built::healthy();
  r.steps[0].loss = 20;
  found = eg::exploding_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "dense_3" && found[0].figure == "the first loss is 20, a blind guess has ln C = 2.3");
}

BOOST_AUTO_TEST_SUITE_END()
