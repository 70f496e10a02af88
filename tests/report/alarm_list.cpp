#include <evengrad/report/alarm_list.hpp>

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(an_alarm_says_what_where_when_and_what_helps) {
  evengrad::alarm a;
  a.name = "not_finite", a.where = "dense_<2>", a.figure = "a loss of infinity", a.sentence = "the loss is broken",
  a.cure = "scale the input & wait", a.step = 120, a.epoch = 2;
  BOOST_TEST(er::alarm_list({a}, true) ==
             "<ul class=\"alarms\"><li><h3>Not finite <code>dense_&lt;2&gt;</code> <small>first in epoch 3, step "
             "120</small></h3>"
             "<p>The loss is broken: a loss of infinity.</p><p class=\"cure\"><b>Cure</b> scale the input &amp; "
             "wait.</p></li></ul>");
  a.step = a.epoch = -1;
  BOOST_TEST(er::alarm_list({a}, true).find("<small>") == std::string::npos);
  BOOST_TEST(er::alarm_list({}, true).find("No alarm.") != std::string::npos);
  BOOST_TEST(er::alarm_list({}, false).find("no step was recorded") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
