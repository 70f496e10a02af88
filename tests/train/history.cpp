// What training leaves: a list of epochs, and how it ended.
#include <evengrad/train/history.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(what_was_not_measured_is_no_number) {
  const eg::epoch_result e{.loss = 2};
  for (const double x : {e.accuracy, e.validation_loss, e.training_accuracy, e.learning_rate})
    BOOST_TEST(std::isnan(x));
  BOOST_TEST((e.loss == 2 && e.steps == 0 && e.seconds == 0));
}

BOOST_AUTO_TEST_CASE(the_history_of_a_training_is_a_history) {
  eg::training_history of;
  of.push_back({.loss = 1}), of.push_back({.loss = 0.5});
  const eg::history& epochs = of;
  BOOST_TEST((epochs.size() == 2u && epochs.back().loss == 0.5 && of[0].loss == 1));
  BOOST_TEST((of.ended == eg::ending::all_epochs && of.best == -1));
}

BOOST_AUTO_TEST_SUITE_END()
