#include <evengrad/report/lines.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(curves_show_what_was_measured) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(2)});
  const er::curves all(r);
  BOOST_TEST(has(all.loss(), "ln 10: a guess"));
  BOOST_TEST(has(all.loss(), "<title>epoch 12: training " + er::value_text(r.epochs.back().loss) + ", validation "));
  BOOST_TEST(has(all.accuracy(), "<title>epoch 1: training " + er::percent(r.epochs[0].training_accuracy, 2)));
  BOOST_TEST(has(all.learning_rate(), "learning rate"));
  for (evengrad::epoch_result& e : r.epochs)
    e.validation_loss = e.accuracy = e.training_accuracy = evengrad::epoch_result::none, e.learning_rate = 0.1;
  BOOST_TEST(!has(er::curves(r).loss(), "validation</span>"));
  BOOST_TEST(er::curves(r).accuracy() == "");
  BOOST_TEST(er::curves(r).learning_rate() == "");
  r.classes = 0;
  BOOST_TEST(!has(er::curves(r).loss(), "a guess"));
}

BOOST_AUTO_TEST_CASE(losses_that_span_orders_of_magnitude_have_such_an_axis) {
  evengrad::recording r;
  for (const double l : {1., 0.5, 0.4}) r.epochs.push_back({.loss = l});
  BOOST_TEST(!has(er::curves(r).loss(), "magnitude"));
  r.epochs.push_back({.loss = 1e-3});
  BOOST_TEST(has(er::curves(r).loss(), "magnitude"));
  r.epochs.push_back({.loss = -1});
  BOOST_TEST(!has(er::curves(r).loss(), "magnitude"));
}

BOOST_AUTO_TEST_CASE(steps_without_an_ended_epoch_and_nothing_at_all) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(1), .epochs = 1});
  r.epochs.clear(), r.first_nan = {true, 30, 0, "dense_1", "infinity"};
  const std::string text = er::curves(r).loss();
  BOOST_TEST(has(text, "<title>step 10: loss "));
  BOOST_TEST(has(text, "first number that is not finite"));
  BOOST_TEST(er::curves({}).loss() == "");
}

BOOST_AUTO_TEST_SUITE_END()
