#include <evengrad/report/ratios.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(ratios_are_those_of_weights_that_multiply) {
  const evengrad::recording r = synthetic::record({.layers = synthetic::mlp(3)});
  const std::string text = er::ratios(r);
  BOOST_TEST(has(text, ">1e-3</text>"));
  BOOST_TEST(has(text, "<title>step 0: dense_1.w " + er::value_text(r.steps[0].parameters[0].ratio())));
  BOOST_TEST(!has(text, "dense_1.b"));
  BOOST_TEST(er::ratios({}) == "");
}

BOOST_AUTO_TEST_CASE(of_many_the_extremes_are_told) {
  const evengrad::recording r = synthetic::record({.layers = synthetic::mlp(12), .epochs = 2});
  const std::string text = er::ratios(r);
  BOOST_TEST(has(text, "(dense_1.w) to "));
  BOOST_TEST(has(text, "line thin v"));
}

BOOST_AUTO_TEST_CASE(updates_of_nothing_are_gaps) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(1), .epochs = 1});
  for (auto& s : r.steps) s.parameters[0].update = {};
  const std::string text = er::ratios(r);
  BOOST_TEST(!has(text, "nan"));
  BOOST_TEST(has(text, "dense_1.w 0</title>"));
}

BOOST_AUTO_TEST_SUITE_END()
