#include <evengrad/prune/unit_panel.hpp>

#include <boost/test/unit_test.hpp>

#include "../report/synthetic.hpp"

#include <limits>

namespace eg = evengrad;

namespace {

using synthetic::count;

/// How many dots and lines are drawn in paths of a class.
int drawn(const std::string& text, const std::string& style) {
  int n = 0;
  const std::string begin = "<path class=\"" + style + "\"";
  for (auto at = text.find(begin); at != text.npos; at = text.find(begin, at + 1)) {
    const auto d = text.find(" d=\"", at) + 4;
    n += count(text.substr(d, text.find('"', d) - d), "M");
  }
  return n;
}
std::string text(const std::vector<eg::layer_picture>& net, int connections = 3000) {
  eg::picture_options o;
  o.connections = connections;
  return eg::report::unit_panel(net, o).text("here");
}
eg::layer_picture full(int inputs, int units) {
  return {"full", inputs, units, std::vector<float>(std::size_t(inputs * units), 0.5f), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(as_many_dots_and_lines_as_units_and_kept_weights) {
  // The second unit of <a> is read by nothing, the second output is always the same, the third input is not read.
  const std::string s = text({{"<a>", 3, 2, {1, 0, -2, 3, 0, 0}}, {"b", 2, 2, {1, 0, 0, 0}}});
  BOOST_TEST(drawn(s, "way") == 3);
  BOOST_TEST(drawn(s, "way gone") == 1);
  BOOST_TEST(drawn(s, "unit") == 4);
  BOOST_TEST(drawn(s, "unit dead") == 2);
  BOOST_TEST(drawn(s, "unit unread") == 1);
  for (const char* part : {"4 of 10 weights, 4 units, 2 of them dead", "<title>&lt;a&gt;: 3 of 6 weights</title>",
                           "<title>&lt;a&gt;: 2 units, 1 dead</title>",
                           "<title>input: 3 numbers, 1 are not read</title>", ">50.0 % kept<"})
    BOOST_TEST(count(s, part) == 1, part);
  BOOST_TEST(count(s, "<a>") == 0);
  BOOST_TEST(count(s, "Drawn are") == 0);
}

BOOST_AUTO_TEST_CASE(no_more_than_so_many_connections_and_what_is_left_out_is_told) {
  std::vector<eg::layer_picture> net = {full(100, 60), full(60, 2)};
  std::string s = text(net, 200);
  BOOST_TEST(drawn(s, "way") == 200);
  BOOST_TEST(count(s, "Drawn are the strongest 200 of 6,120 connections.") == 1);
  // The strongest come first, and a layer that needs less leaves the rest to the other.
  net[0].weights.assign(6000, 0);
  net[0].weights[77] = 4;
  s = text(net, 51);
  BOOST_TEST(drawn(s, "way") + drawn(s, "way gone") == 51);
  BOOST_TEST(count(s, "strongest 51 of 121") == 1);
  BOOST_TEST(drawn(text(net, 0), "way") == 0);
}

BOOST_AUTO_TEST_CASE(layers_of_any_width_keep_to_the_height) {
  for (const int units : {1, 2, 32, 33, 300, 784, 3000, 9000}) {
    const eg::report::unit_panel p({full(1, units), full(units, 1)}, {});
    const std::string s = text({full(units, 1)}, 0) + text({full(1, units), full(units, 1)}, 0);
    const int dots = drawn(s, "unit");
    BOOST_TEST(dots == 2 * (units > 4096 ? 3000u : unsigned(units)) + 3u, units);
    BOOST_TEST(count(s, "A dot stands for up to 3 units.") == (units > 4096 ? 2 : 0));
    double worst = 0;  // from the middle
    for (auto at = s.find(" d=\"M"); at != s.npos; at = s.find("M", at + 1)) {
      const double y = std::stod(s.substr(s.find(' ', s.find('M', at)) + 1));
      worst = std::max(worst, std::fabs(y - 284));
    }
    BOOST_TEST(worst < 205, units);
  }
}

BOOST_AUTO_TEST_CASE(weights_that_are_not_finite_are_told_of_and_not_drawn) {
  const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  const std::string s = text({{"a", 2, 2, {inf, nan, 1, 1}}});
  BOOST_TEST(drawn(s, "way") == 2);
  BOOST_TEST(count(s, "2 weights are not finite, and not drawn.") == 1);
  BOOST_TEST(count(s, "nan") + count(s, "inf") == 0);
}

// A weight that is as much larger as a float can tell is drawn as the strongest ones are.
BOOST_AUTO_TEST_CASE(weights_of_any_size_have_a_tone) {
  for (const float small : {1e-10f, 1e-45f}) {
    eg::layer_picture l{"a", 10, 10, std::vector<float>(100, small)};
    l.weights[0] = 3e38f;
    BOOST_TEST(drawn(text({l}), "way") == 100);
  }
}

BOOST_AUTO_TEST_SUITE_END()
