#include <evengrad/diagnose/units.hpp>

#include <boost/test/unit_test.hpp>

#include "built.hpp"

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(dead_units_by_layer) {
  BOOST_CHECK(eg::dead_alarms(built::healthy()).empty() && eg::dead_alarms({}).empty());
  eg::recording r = built::healthy();
  for (auto& s : r.steps) s.layers[3].dead = 0.9;
  auto found = eg::dead_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "relu_2" && found[0].figure == "90 % of its units" && found[0].step == 0);
  for (auto& s : r.steps) s.layers[1].dead = s.step < 50 ? 0.2 : 1;
  found = eg::dead_alarms(r);
  BOOST_CHECK(found[0].where == "relu_1" && found[0].figure == "100 % of its units, and of 1 more layer" &&
              found[0].step == 50);
}

BOOST_AUTO_TEST_CASE(saturated_values_but_not_the_zeros_of_a_rectifier) {
  eg::recording r = built::healthy();
  for (auto& s : r.steps) s.layers[1].saturated = 0.9, s.layers[1].output.histogram.filled = {{0, 900}, {1016, 100}};
  BOOST_CHECK(eg::saturated_alarms(r).empty());
  for (auto& s : r.steps) s.layers[1].output.histogram.filled = {{1016, 1000}};
  const auto found = eg::saturated_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "relu_1" && found[0].figure == "90 % of its values");
  r.layers.push_back({"sigmoid_1", "sigmoid", "10", 10, 0, 0, true, 0.25});  // an output may be certain
  for (auto& s : r.steps) s.layers.push_back(s.layers[1]), s.layers[1].saturated = 0;
  BOOST_CHECK(eg::saturated_alarms(r).empty());
}

BOOST_AUTO_TEST_CASE(units_that_stay_alike) {
  eg::recording r = built::healthy();
  r.steps[0].layers[2].alike = 1;  // a layer that begins as zero and learns
  BOOST_CHECK(eg::symmetric_alarms(r).empty());
  for (auto& s : r.steps) s.layers[2].alike = 1;
  auto found = eg::symmetric_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "dense_2" && found[0].figure == "100 % of its units are copies of others");
  r.steps.resize(1);  // of one step it is not known yet
  BOOST_CHECK(eg::symmetric_alarms(r).empty());
  r = built::healthy();  // behind a dead layer all units are their biases
  for (auto& s : r.steps) s.layers[1].dead = 1, s.layers[2].alike = s.layers[4].alike = 1;
  BOOST_CHECK(eg::symmetric_alarms(r).empty());
}

BOOST_AUTO_TEST_SUITE_END()
