// One alarm for a cause, the most important first; bad recordings.
#include <evengrad/diagnose/diagnose.hpp>

#include <boost/test/unit_test.hpp>

#include "built.hpp"

namespace eg = evengrad;
using eg::ailment;

namespace {
std::string names(const eg::recording& r) {
  std::string s;
  for (const eg::alarm& a : eg::diagnose(r)) s += (s.empty() ? "" : " ") + a.name;
  return s;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(a_healthy_recording_is_left_in_peace) {
  for (int steps = 0; steps < 12; ++steps)
    for (int epochs : {0, 1, 3, 15}) BOOST_TEST(names(built::healthy(steps, epochs)) == "");
}

BOOST_AUTO_TEST_CASE(units_that_die_while_training_have_a_cause) {
  eg::recording r = built::healthy();
  for (auto& s : r.steps)
    s.layers[1].dead = s.step < 20 ? 0.1 : 1, s.layers[0].gradient = built::of_size(s.step < 20 ? 0.002 : 0);
  BOOST_TEST(names(r) == "learning_rate_too_high");
  for (auto& s : r.steps) s.layers[1].dead = 1, s.layers[0].gradient = built::of_size(0);
  BOOST_TEST(names(r) == "dead");  // from the beginning: no step has made them so
}

BOOST_AUTO_TEST_CASE(what_a_number_that_is_not_finite_leaves_behind_is_not_told) {
  eg::recording r = built::healthy();
  for (auto& s : r.steps) s.layers[0].gradient = built::of_size(0);
  BOOST_TEST(names(r) == "vanishing");
  r.first_nan = {true, 100, 1, "dense_1.w", "infinity"};
  BOOST_TEST(names(r) == "not_finite vanishing");  // which is older
  r.first_nan.step = 0;
  BOOST_TEST(names(r) == "not_finite");
}

BOOST_AUTO_TEST_CASE(independent_alarms_are_told_in_their_order) {
  eg::recording r = built::healthy(10, 6);
  for (auto& e : r.epochs) e.validation_loss = 2;
  for (auto& s : r.steps) s.layers[0].gradient = built::of_size(0);
  BOOST_TEST(names(r) == "vanishing overfitting");
}

BOOST_AUTO_TEST_CASE(each_ailment_explains_only_others) {
  for (int i = 0; i < eg::ailment_count; ++i) BOOST_CHECK(!eg::explains(ailment(i), ailment(i)));
}

BOOST_AUTO_TEST_CASE(a_step_of_another_network_is_refused) {
  eg::recording r = built::healthy();
  r.steps[3].layers.pop_back();
  BOOST_CHECK_EXCEPTION(eg::diagnose(r), eg::error, [](const eg::error& e) {
    return std::string(e.what()) ==
           "diagnose, step 30: 4 layers and 3 parameters, the network has 5 and 3; record all steps with one recorder "
           "and one network";
  });
}

BOOST_AUTO_TEST_SUITE_END()
