#include <evengrad/report/verdict.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(a_training_in_words) {
  evengrad::recording r;
  r.loss = "cross_entropy", r.classes = 10, r.rows = 1438, r.batch = 32;
  r.epochs = {{.loss = 1.5, .accuracy = 0.9, .seconds = 1, .steps = 45},
              {.loss = 0.5, .accuracy = 0.97, .seconds = 1, .steps = 90},
              {.loss = 0.1, .accuracy = 0.96, .seconds = 1.5, .steps = 135}};
  BOOST_TEST(er::course_of(r) == "3 epochs, 135 steps in 3.50 s; 1,438 rows in batches of 32; loss: cross entropy.");
  BOOST_TEST(er::verdict(r) ==
             "The training loss fell from 1.5 in the first epoch to 0.1 in the last; a guess among 10 classes has 2.3. "
             "The net reads 96.00 % of the "
             "validation rows right; it was best in epoch 2 with 97.00 %. ");
  BOOST_TEST(has(er::tiles(r, 6570, 1), "<strong>96.0 %</strong><small>best: 97.0 % in epoch 2</small>"));
  BOOST_TEST(has(er::tiles(r, 6570, 1), "<strong>1</strong>"));
  r.epochs[2].loss = 2;
  BOOST_TEST(has(er::verdict(r), "The training loss rose from 1.5"));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_told) {
  BOOST_TEST(er::course_of({}) == "0 epochs.");
  BOOST_TEST(er::verdict({}) == "No epoch was ended and no step was recorded.");
  BOOST_TEST(has(er::tiles({}, 0, 0), "<strong>–</strong>"));
  evengrad::recording r;
  r.epochs = {{.loss = 1}};
  BOOST_TEST(er::course_of(r) == "1 epoch.");
  BOOST_TEST(er::verdict(r) == "");
  r.first_nan = {true, 12, 0, "dense_2", "infinity"};
  BOOST_TEST(has(er::verdict(r), "born in dense_2 (infinity), in epoch 1, step 12."));
}

BOOST_AUTO_TEST_SUITE_END()
