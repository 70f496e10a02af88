#include <evengrad/probe/recording.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(an_epoch_is_the_sum_of_its_steps) {
  eg::recording r;
  for (int i = 0; i < 4; ++i) {
    eg::recorded_step s{i, i / 2, double(i), {}, {}};
    s.layers.resize(1), s.parameters.resize(1);
    s.layers[0].output.merge({{.count = 1, .mean = double(i), .smallest = double(i), .largest = double(i)}, {}});
    s.layers[0].output.histogram.filled = {{eg::log_histogram::bucket_of(float(i)), 1}};
    s.layers[0].dead = i;
    s.parameters[0].weights.merge({{.count = 2, .mean = 2. * i}, {}});
    r.steps.push_back(s);
  }
  const eg::recorded_step e = eg::summary_of_epoch(r, 1);
  BOOST_TEST(e.step == 3);
  BOOST_TEST(e.epoch == 1);
  BOOST_TEST(e.loss == 2.5);
  BOOST_TEST(e.layers[0].output.count == 2);
  BOOST_TEST(e.layers[0].output.mean == 2.5);
  BOOST_TEST(e.layers[0].output.deviation() == .5);
  BOOST_TEST(e.layers[0].output.histogram.count() == 2);
  BOOST_TEST(e.layers[0].dead == 2.5);
  BOOST_TEST(e.parameters[0].weights.mean == 5.);
  BOOST_TEST(eg::summary_of_epoch(r, 7).layers.empty());
}

BOOST_AUTO_TEST_SUITE_END()
