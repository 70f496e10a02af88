#include <evengrad/diagnose/alarm.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(an_alarm_is_a_line) {
  const eg::alarm a(eg::ailment::vanishing, "dense_1", "RMS 1e-9", 20, 1),
      b(eg::ailment::overfitting, "the network", "1 > 0", -1, 3);
  BOOST_TEST(eg::text(a) ==
             "dense_1: vanishing: next to no gradient reaches this layer (RMS 1e-9, step 20); draw larger weights, as "
             "eg::init::automatic does, normalize, or add residuals\n");
  BOOST_TEST(eg::text({a, b}) == eg::text(a) + eg::text(b));
  BOOST_TEST(eg::text(b).find("(1 > 0, epoch 4)") != std::string::npos);
  BOOST_TEST(eg::text(std::vector<eg::alarm>{}) == "no alarm\n");
  BOOST_CHECK(a.is(eg::ailment::vanishing) && !a.is(eg::ailment::stuck));
}

BOOST_AUTO_TEST_CASE(each_ailment_has_a_text_of_its_own) {
  for (int i = 0; i < eg::ailment_count; ++i) {
    const eg::alarm_text& t = eg::text_of(eg::ailment(i));
    BOOST_CHECK(!t.name.empty() && !t.sentence.empty() && !t.cure.empty());
    for (int j = 0; j < i; ++j) BOOST_CHECK(t.name != eg::text_of(eg::ailment(j)).name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
