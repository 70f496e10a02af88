// The diagram as text: tags that close, bars as high as the bins say, figures in words, nothing from elsewhere.
#include <evengrad/train/reliability_diagram.hpp>

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(train)

namespace {

/// Whether all tags are closed in turn.
bool closes(const std::string& svg) {
  std::vector<std::string> open;
  for (std::size_t i = svg.find('<'); i != svg.npos; i = svg.find('<', i + 1)) {
    const std::size_t end = svg.find('>', i);
    if (end == svg.npos) return false;
    const std::string tag = svg.substr(i + 1, svg.find_first_of(" >/", i + 2) - i - 1);
    if (svg[i + 1] == '/') {
      if (open.empty() || "/" + open.back() != svg.substr(i + 1, end - i - 1)) return false;
      open.pop_back();
    } else if (svg[end - 1] != '/') open.push_back(tag);
  }
  return open.empty();
}
/// The heights of all rectangles of a class.
std::vector<double> heights(const std::string& svg, const std::string& kind) {
  std::vector<double> all;
  const std::string from = "<rect class=\"" + kind + "\"";
  for (std::size_t i = svg.find(from); i != svg.npos; i = svg.find(from, i + 1))
    all.push_back(std::stod(svg.substr(svg.find("height=\"", i) + 8)));
  return all;
}
eg::calibration_report report() {
  // 10 rows that are 0.9 sure and 0.6 right, 20 that are 0.55 sure and 0.75 right
  eg::logits_and_targets of{2, {}, {}};
  for (int i = 0; i < 30; ++i) {
    const double p = i < 10 ? 0.9 : 0.55;
    const bool right = i < 10 ? i < 6 : i < 25;
    of.logits.insert(of.logits.end(), {0, std::log((1 - p) / p)});
    of.targets.insert(of.targets.end(), {double(right), double(!right)});
  }
  return eg::calibration(of, 8);
}

}  // namespace

BOOST_AUTO_TEST_CASE(bars_are_what_the_bins_say) {
  const std::string svg = eg::reliability_diagram(report());
  BOOST_TEST(closes(svg));
  const std::vector<double> right = heights(svg, "right"), over = heights(svg, "over"), under = heights(svg, "under"),
                            rows = heights(svg, "rows");
  BOOST_TEST_REQUIRE(
      (right.size() == 3u && over.size() == 2u && under.size() == 2u && rows.size() == 2u));  // and a key
  BOOST_TEST(std::fabs(under[0] / right[0] - 0.2 / 0.55) < 1e-3);
  BOOST_TEST(std::fabs(over[0] / right[1] - 0.3 / 0.6) < 1e-3);
  BOOST_TEST(std::fabs(rows[1] / rows[0] - 0.5) < 1e-3);
  BOOST_TEST(svg.find("<title>Reliability diagram: ECE 0.2333 over 30 rows</title>") != svg.npos);
  BOOST_TEST(svg.find("<title>confidence 0.875 to 1.000: 10 rows, 90.0 % sure, 60.0 % right</title>") != svg.npos);
}

BOOST_AUTO_TEST_CASE(it_stands_alone_on_light_and_dark_pages) {
  const std::string svg = eg::reliability_diagram(report());
  BOOST_TEST(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  BOOST_TEST(svg.find("prefers-color-scheme:dark") != svg.npos);
  for (const char* from_elsewhere : {"<script", "href", "url(", "@import", "nan", "inf"})
    BOOST_TEST(svg.find(from_elsewhere) == svg.npos, from_elsewhere);
  // One bin, and a bin without rows in it.
  BOOST_TEST(closes(eg::reliability_diagram(eg::calibration({2, {0, -1}, {1, 0}}, 1))));
  BOOST_TEST(closes(eg::reliability_diagram(eg::calibration({2, {0, -1}, {1, 0}}, 100))));
}

BOOST_AUTO_TEST_SUITE_END()
