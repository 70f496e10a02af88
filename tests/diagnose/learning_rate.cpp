#include <evengrad/diagnose/learning_rate.hpp>

#include <boost/test/unit_test.hpp>

#include "built.hpp"

namespace eg = evengrad;

namespace {
void set_updates(eg::recorded_step& s, double rms) {
  for (auto& p : s.parameters) p.update = built::of_size(rms);
}
}  // namespace

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(steps_that_are_too_long) {
  BOOST_CHECK(eg::learning_rate_too_high_alarms(built::healthy()).empty() &&
              eg::learning_rate_too_high_alarms({}).empty());
  eg::recording r = built::healthy();
  set_updates(r.steps[4], 0.03);
  auto found = eg::learning_rate_too_high_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure == "a step changes the weights by 0.3 of their size" && found[0].step == 40);

  r = built::healthy();
  for (auto& s : r.steps)
    if (s.step >= 60) s.loss = 9;
  found = eg::learning_rate_too_high_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure == "the loss went from 2.3 to 9" && found[0].step == 60);

  r = built::healthy();
  for (auto& s : r.steps) s.layers[1].dead = s.step < 30 ? 0.1 : 0.95;
  found = eg::learning_rate_too_high_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure == "10 % of the units of relu_1 were dead at first, now 95 %" && found[0].step == 30);

  r = built::healthy(10, 2);
  r.epochs[1].loss = 8;
  found = eg::learning_rate_too_high_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure == "the loss went from 2.3 to 8, the mean of an epoch" && found[0].epoch == 1 &&
              found[0].step == -1);
}

namespace {
/// Of a regression with batches of one row, whose losses are far apart, and an epoch every five steps.
eg::recording of_single_rows(int steps, double first) {
  eg::recording r = built::healthy(steps);
  r.loss = "mse", r.classes = 0, r.batch = 1;
  for (int i = 0; i < steps; ++i) {
    const double x = 2.3 * std::fmod(0.618034 * i, 1.);
    r.steps[std::size_t(i)].loss = (i == 0 ? first : x * x / 2) * std::exp(-0.001 * i);
  }
  for (const double mean : {1., .4, .1}) {
    eg::epoch_result e;
    e.loss = mean;
    r.epochs.push_back(e);
  }
  return r;
}
}  // namespace

BOOST_AUTO_TEST_CASE(one_row_with_a_small_loss_is_no_measure) {
  for (const int steps : {1, 4, 10, 40, 300}) {
    eg::recording r = of_single_rows(steps, 0.01);
    BOOST_TEST(eg::learning_rate_too_high_alarms(r).empty(), steps);
    r.epochs[2].loss = 3;
    BOOST_TEST(eg::learning_rate_too_high_alarms(r).size() == 1u);
  }
  eg::recording r = built::healthy();  // of classes a lucky batch is no better than a guess
  r.steps[0].loss = 0.5;
  for (std::size_t i = 1; i < 10; ++i) r.steps[i].loss = 2;
  BOOST_CHECK(eg::learning_rate_too_high_alarms(r).empty());
}

BOOST_AUTO_TEST_CASE(a_training_that_goes_on_has_no_first_loss) {
  eg::recording r = of_single_rows(300, 0.01);
  for (auto& s : r.steps) s.step += 5000, s.loss = s.step < 5500 ? 0.01 : 0.03;
  for (auto& e : r.epochs) e.loss = 0.02;
  r.batch = 32;
  BOOST_CHECK(eg::learning_rate_too_high_alarms(r).empty());
}

BOOST_AUTO_TEST_CASE(steps_that_are_too_short) {
  eg::recording r = built::healthy();
  for (auto& s : r.steps) set_updates(s, 1e-6);
  BOOST_CHECK(eg::learning_rate_too_low_alarms(r).empty());  // they did get somewhere
  for (auto& s : r.steps) s.loss = 2.3;
  const auto found = eg::learning_rate_too_low_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure == "a step changes the weights by 1e-05 of their size, and the loss is still 2.3");
  for (auto& s : r.steps) set_updates(s, 1e-4);
  BOOST_CHECK(eg::learning_rate_too_low_alarms(r).empty());
}

BOOST_AUTO_TEST_SUITE_END()
