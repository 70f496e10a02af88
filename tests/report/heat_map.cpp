#include <evengrad/report/heat_map.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

using synthetic::count;

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(a_cell_for_each_layer_and_column_tells_its_value) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(3), .epochs = 3});
  r.layers[0].name = "<first>";
  const er::gradient_sizes g(r, 100);
  const std::string text = er::heat_map(r, g);
  BOOST_TEST(count(text, "<title>") == int(r.layers.size() * r.steps.size()));
  BOOST_TEST(count(text, "<title>&lt;first&gt;, step 10: " + er::value_text(r.steps[1].layers[0].gradient.rms()) +
                             "</title>") == 1);
  BOOST_TEST(count(text, "<g class=\"hits\">") == int(r.layers.size()));
}

BOOST_AUTO_TEST_CASE(larger_gradients_have_higher_classes_and_broken_ones_their_own) {
  evengrad::recording r;
  r.layers = {{"a", "", ""}, {"b", "", ""}, {"c", "", ""}, {"d", "", ""}, {"e", "", ""}};
  evengrad::recorded_step s{};
  s.layers.resize(5);
  for (int i = 0; i < 3; ++i) {
    evengrad::figures& f = s.layers[std::size_t(i)].gradient;
    f.count = 4, f.squares = 4 * std::pow(10., -4 * i);  // RMS 1, 1e-2, 1e-4
  }
  s.layers[3].gradient.count = 4;
  s.layers[4].gradient.not_finite = 2;
  r.steps = {s};
  const er::gradient_sizes g(r, 10);
  BOOST_TEST(g.class_of(g.of[0][0]) == "v23");
  BOOST_TEST(g.class_of(g.of[1][0]) == "v12");
  BOOST_TEST(g.class_of(g.of[2][0]) == "v0");
  BOOST_TEST(g.class_of(g.of[3][0]) == "zero");
  BOOST_TEST(g.class_of(g.of[4][0]) == "broken");
  BOOST_TEST(g.class_of({}) == "none");
  const std::string text = er::heat_map(r, g);
  BOOST_TEST(count(text, "<title>e, step 0: 2 numbers are not finite</title>") == 1);
  BOOST_TEST(count(text, "not finite</span>") == 1);
}

BOOST_AUTO_TEST_CASE(there_is_no_map_of_nothing) {
  const evengrad::recording none;
  BOOST_TEST(er::heat_map(none, er::gradient_sizes(none, 10)) == "");
}

BOOST_AUTO_TEST_SUITE_END()
