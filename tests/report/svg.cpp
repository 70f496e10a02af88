#include <evengrad/report/svg.hpp>

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

namespace {

er::chart empty() {
  return {
      {.height = 100, .x_label = "a < b", .description = "\"d\""}, er::scale::between(0, 10), er::scale::between(0, 1)};
}
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(values_that_are_not_finite_are_gaps_and_lone_ones_dots) {
  const double nan = std::nan("");
  er::chart c = empty();
  c.line({{0, 0}, {5, 1}, {6, nan}, {7, 0.5}, {nan, 1}, {9, 1}, {10, 0}}, "s0");
  const std::string text = c.text();
  BOOST_TEST(has(text, "<path class=\"line s0\" d=\"M0 1000L500 0M900 0L1000 1000\"/>"));
  BOOST_TEST(has(text, "<path class=\"dot s0\" d=\"M700 500h0\"/>"));
  BOOST_TEST(!has(text, "nan"));
  er::chart bare = empty();
  bare.line({{nan, nan}}, "s3"), bare.dot({nan, 0}, "s3");
  BOOST_TEST(!has(bare.text(), "s3"));
}

BOOST_AUTO_TEST_CASE(areas_go_there_and_back) {
  er::chart c = empty();
  c.area({{0, 0}, {5, 0.25}, {6, std::nan("")}, {7, 0}}, {{0, 0.5}, {5, 0.75}, {6, 1}, {7, 1}}, "band");
  BOOST_TEST(has(c.text(), "<path class=\"band\" d=\"M0 500L500 250L500 750L0 1000Z\"/>"));
  BOOST_TEST(has(c.text(), "<path class=\"bar band\" d=\"M700 0L700 1000\"/>"));
}

BOOST_AUTO_TEST_CASE(each_place_tells_of_what_is_nearest) {
  er::chart c = empty();
  c.tell_each({1, 2, 10}, {"one", "2 < 3", "three"});
  BOOST_TEST(has(c.text(),
                 "<rect x=\"0\" width=\"150\" height=\"1000\"><title>one</title></rect>"
                 "<rect x=\"150\" width=\"450\" height=\"1000\"><title>2 &lt; 3</title></rect>"
                 "<rect x=\"600\" width=\"400\" height=\"1000\"><title>three</title></rect>"));
  BOOST_TEST(has(c.text(), "aria-label=\"&quot;d&quot;\""));
  BOOST_TEST(has(c.text(), ">a &lt; b</text>"));
}

BOOST_AUTO_TEST_CASE(marks_may_be_at_whole_numbers_only) {
  er::chart c({.whole_x = true}, er::scale::between(0, 1), er::scale::between(0, 1));
  BOOST_TEST(has(c.text(), "text-anchor=\"middle\">1</text>"));
  BOOST_TEST(!has(c.text(), "text-anchor=\"middle\">0.2</text>"));
}

BOOST_AUTO_TEST_CASE(marks_differ_and_bars_reach_from_least_to_most) {
  er::chart c({.x_marks = {{2.5, "a level"}}}, er::scale::between(0, 10), er::scale::between(0, 1));
  c.mark({5, 0.25}, 1), c.mark({5, std::nan("")}, 2);
  c.bar(5, 0.25, 0.75, "s1"), c.bar(6, 0.5, 0.5, "s1"), c.bar(7, std::nan(""), 1, "s1");
  const std::string text = c.text();
  BOOST_TEST(has(text, "<svg x=\"50%\" y=\"75%\">" + er::mark_of(1) + "</svg>"));
  BOOST_TEST(!has(text, er::mark_of(2)));
  BOOST_TEST(has(text, "<path class=\"span s1\" d=\"M500 750L500 250\"/>"));
  BOOST_TEST(!has(text, "M600"));
  BOOST_TEST(!has(text, "M700"));
  BOOST_TEST(has(text, "<text x=\"25%\" y=\"100%\" dy=\"17\" text-anchor=\"middle\">a level</text>"));
  BOOST_TEST(!has(text, ">10</text>"));
  for (int a = 0; a < 12; ++a)
    for (int b = 0; b < a; ++b) BOOST_TEST(er::mark_of(a) != er::mark_of(b), a << " and " << b);
  BOOST_TEST(has(er::legend({{"s0", "a<"}, {"s1", "b"}}, {0}), er::mark_of(0) + "</svg></svg> a&lt;"));
}

BOOST_AUTO_TEST_SUITE_END()
