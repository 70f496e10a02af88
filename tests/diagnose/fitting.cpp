#include <evengrad/diagnose/fitting.hpp>

#include <boost/test/unit_test.hpp>

#include "built.hpp"

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(a_loss_that_stays_ln_c) {
  BOOST_CHECK(eg::stuck_alarms(built::healthy(10, 6)).empty() && eg::stuck_alarms({}).empty());
  eg::recording r = built::healthy(10, 4);
  for (auto& e : r.epochs) e.loss = 2.29, e.validation_loss = 2.31;
  auto found = eg::stuck_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure == "a validation loss of 2.31 after 4 epochs, ln C is 2.3" && found[0].epoch == 3);
  r.epochs[0].validation_loss = 2.6;  // it comes down
  BOOST_CHECK(eg::stuck_alarms(r).empty());
  for (auto& e : r.epochs) e.validation_loss = eg::epoch_result::none;
  BOOST_TEST(eg::stuck_alarms(r).at(0).figure == "a loss of 2.29 after 4 epochs, ln C is 2.3");
  eg::recording slow = r;  // it begins to fall
  slow.epochs[2].loss = 2.25, slow.epochs[3].loss = 2.22;
  BOOST_CHECK(eg::stuck_alarms(slow).empty());
  slow.epochs[3].loss = 2.24;
  BOOST_CHECK(!eg::stuck_alarms(slow).empty());
  r.epochs.resize(3);
  BOOST_CHECK(eg::stuck_alarms(r).empty());
}

BOOST_AUTO_TEST_CASE(rows_that_are_learned_by_heart) {
  BOOST_CHECK(eg::overfitting_alarms(built::healthy(10, 6)).empty() && eg::overfitting_alarms({}).empty());
  eg::recording r = built::healthy(10, 6);
  for (std::size_t e = 2; e < 6; ++e) r.epochs[e].validation_loss = 1 + 0.1 * double(e);
  auto found = eg::overfitting_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure.starts_with("the validation loss is 1.5, the training loss 0.00") && found[0].epoch == 2);
  for (std::size_t e = 2; e < 5; ++e) r.epochs[e].validation_loss = 0.1;  // one odd epoch
  BOOST_CHECK(eg::overfitting_alarms(r).empty());
  r = built::healthy(10, 4);
  for (auto& e : r.epochs) e.validation_loss = eg::epoch_result::none, e.training_accuracy = 1, e.accuracy = 0.6;
  found = eg::overfitting_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_TEST(found[0].figure == "100 % of the training rows are right, and 60 % of the others");
}

// A gap is compared with a loss that is none of one lucky batch, nor of a training that goes on.
BOOST_AUTO_TEST_CASE(a_small_loss_of_the_first_batch_makes_no_gap) {
  for (const char* loss : {"cross_entropy", "mse"})
    for (const std::int64_t begins : {0, 1000}) {
      eg::recording r = built::healthy(10, 6);
      r.loss = loss, r.classes = r.loss == "mse" ? 0 : 10;
      for (auto& s : r.steps) s.step += begins, s.loss = 0.06;
      r.steps[0].loss = 0.05;
      const double means[] = {1, 0.4, 0.1, 0.02, 0.02, 0.02};
      for (std::size_t e = 0; e < 6; ++e) r.epochs[e].loss = means[e], r.epochs[e].validation_loss = means[e] + 0.05;
      BOOST_CHECK(eg::overfitting_alarms(r).empty());
    }
}

BOOST_AUTO_TEST_CASE(a_loss_that_falls_no_longer) {
  BOOST_CHECK(eg::underfitting_alarms(built::healthy(10, 15)).empty() && eg::underfitting_alarms({}).empty());
  eg::recording r = built::healthy(10, 15);
  for (auto& e : r.epochs) e.accuracy = 0.5;
  for (std::size_t e = 0; e < 15; ++e) r.epochs[e].loss = 1.2 + 1.1 * std::exp(-double(e));
  const auto found = eg::underfitting_alarms(r);
  BOOST_REQUIRE_EQUAL(found.size(), 1u);
  BOOST_CHECK(found[0].figure == "the training loss is 1.2, 5 epochs before it was 1.2, and at first 2.3" &&
              found[0].epoch == 14);
  r.epochs.back().accuracy = 0.95;
  BOOST_CHECK(eg::underfitting_alarms(r).empty());
  r.epochs.back().accuracy = 0.5;
  for (std::size_t e = 0; e < 15; ++e) r.epochs[e].loss = 2.3 - 0.1 * double(e);
  BOOST_CHECK(eg::underfitting_alarms(r).empty());
}

BOOST_AUTO_TEST_SUITE_END()
