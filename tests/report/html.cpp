#include <evengrad/model/checked.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/report/html.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace er = evengrad::report;

namespace {

constexpr auto net = eg::input<4> | eg::dense<4> | eg::relu | eg::dense<3>;
er::wiring wiring() { return er::wiring(eg::graphs_of<eg::checked<net, void>>.data()); }
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(sections_with_nothing_to_show_are_left_out) {
  const std::string bare = er::html("t", wiring(), "<table/>", 31, {}, {}, "");
  for (const char* id : {"curves", "gradients", "values", "histograms"})
    BOOST_TEST(!has(bare, std::string("id=\"") + id));
  BOOST_TEST(has(bare, "<a href=\"#net\">"));
  BOOST_TEST(has(bare, "give fit an eg::recorder"));
  const std::string full =
      er::html("t", wiring(), "<table/>", 31, synthetic::record({.layers = synthetic::mlp(2)}), {}, "");
  for (const char* id : {"alarms", "curves", "gradients", "net", "values", "histograms"})
    BOOST_TEST(has(full, std::string("<section id=\"") + id));
}

BOOST_AUTO_TEST_CASE(the_same_recording_gives_the_same_page_which_needs_nothing_else) {
  const eg::recording r = synthetic::record({.layers = synthetic::mlp(2)});
  const std::string page = er::html("a<b", wiring(), "", 31, r, {}, "x & y");
  BOOST_TEST(page == er::html("a<b", wiring(), "", 31, r, {}, "x & y"));
  BOOST_TEST(has(page, "<title>a&lt;b: training report</title>"));
  BOOST_TEST(has(page, "x &amp; y"));
  for (const char* outside : {"src=", "url(", "@import", "http:"}) {
    std::string rest = page;
    if (const auto at = rest.find("xmlns=\"http:"); at != rest.npos) rest.erase(at, 12);
    BOOST_TEST(!has(rest, outside));
  }
}

BOOST_AUTO_TEST_CASE(large_recordings_give_pages_below_two_megabytes) {
  const eg::recording deep =
      synthetic::record({.layers = synthetic::mlp(30), .epochs = 30, .steps_each = 4, .every = 1, .numbers = 60});
  const std::string page = er::html("deep", wiring(), "", 0, deep, {}, "");
  BOOST_TEST(page.size() < 2000000u);
  const eg::recording plain =
      synthetic::record({.layers = synthetic::mlp(2), .epochs = 100, .steps_each = 100, .every = 1, .numbers = 2});
  BOOST_TEST(plain.steps.size() == 10000u);
  const std::string lengthy = er::html("long", wiring(), "", 0, plain, {}, "");
  BOOST_TEST(lengthy.size() < 400000u);
  BOOST_TEST(has(
      lengthy,
      "10,000 recorded steps; in the heat map 84 of them are merged to a column, in the update ratios 63 to a point."));
}

BOOST_AUTO_TEST_SUITE_END()
