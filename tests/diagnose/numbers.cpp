#include <evengrad/diagnose/numbers.hpp>

#include <boost/test/unit_test.hpp>

#include "built.hpp"

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(where_a_number_was_born_that_is_not_finite) {
  eg::recording r = built::healthy();
  BOOST_CHECK(eg::not_finite_alarms(r).empty());
  r.first_nan = {true, 41, 2, "log_1", "not a number"};
  const auto found = eg::not_finite_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "log_1" && found[0].figure == "not a number" && found[0].step == 41 &&
              found[0].epoch == 2);
}

BOOST_AUTO_TEST_CASE(inputs_far_from_one_where_they_are_multiplied) {
  eg::recording r = built::healthy();
  BOOST_CHECK(eg::unscaled_input_alarms(r).empty());
  for (const double rms : {200., 0.001}) {
    r.largest_input_rms = rms;
    const auto found = eg::unscaled_input_alarms(r);
    BOOST_REQUIRE_EQUAL(found.size(), 1u);
    BOOST_TEST(found[0].where == "dense_1");
  }
  r.layers[0].multiply_adds = 0;  // an embedding: its inputs are indices
  BOOST_CHECK(eg::unscaled_input_alarms(r).empty());
}

BOOST_AUTO_TEST_CASE(what_stands_before_the_first_product_counts) {
  eg::recording r = built::healthy();
  r.largest_input_rms = 200;
  r.layers.insert(r.layers.begin(), {"standardize_1", "standardize", "64", 64, 0, 0, false, 0});
  for (auto& p : r.parameters) ++p.layer;
  for (auto& s : r.steps) s.layers.insert(s.layers.begin(), s.layers[0]);
  BOOST_CHECK(eg::unscaled_input_alarms(r).empty());
  r.layers[0].name = "dropout_1";  // and where it lets through what comes
  for (auto& s : r.steps) s.layers[0].output = built::of_size(150);
  const auto found = eg::unscaled_input_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].where == "dense_1" && found[0].figure == "dropout_1 gives values of root mean square 150");
}

BOOST_AUTO_TEST_SUITE_END()
