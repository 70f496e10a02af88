#include <evengrad/report/ridges.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }
evengrad::figures of(const std::vector<float>& numbers) {
  evengrad::figures f;
  for (const float x : numbers) {
    evengrad::figures one;
    one.count = 1, one.mean = one.smallest = one.largest = x,
    one.histogram.filled = {{evengrad::log_histogram::bucket_of(x), 1}};
    f.merge(one);
  }
  return f;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(a_profile_is_highest_where_most_numbers_are) {
  const er::scale axis = er::scale::between(-4, 4);
  const er::profile p(of({1.01f, 1.02f, 1.03f, -2.01f, 0, 0}), axis, false);
  BOOST_TEST(std::fabs(p.zeros - 1. / 3) < 1e-12);
  const auto top = std::max_element(p.height.begin(), p.height.end()) - p.height.begin();
  BOOST_TEST(std::fabs(axis.value_at((double(top) + 0.5) / er::bins) - 1.06) < 0.15);
  BOOST_TEST(p.height[std::size_t(axis.at(-2.06) * er::bins)] > 0.1);
  BOOST_TEST(p.height[std::size_t(axis.at(2.06) * er::bins)] == 0);
  // Without the sign both are on one side.
  const er::profile sizes(of({1.01f, -1.01f, 1e-3f}), er::scale::logarithm(1e-4, 10), true);
  double all = 0;
  for (const double h : sizes.height) all += h;
  BOOST_TEST(all > 1);
  BOOST_TEST(sizes.zeros == 0);
}

BOOST_AUTO_TEST_CASE(a_way_begins_and_ends_on_its_line) {
  er::profile p({}, er::scale::between(0, 1), false);
  BOOST_TEST(p.way(100, 50) == "");
  p.height[0] = 1, p.height[1] = 0.5, p.height[er::bins - 1] = 1;
  BOOST_TEST(p.way(100, 50) == "M0 100L6.2 50L18.8 75L25 100M987.5 100L993.8 50L1000 100");
}

BOOST_AUTO_TEST_CASE(every_layer_and_every_weight_has_a_ridge) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(2)});
  r.layers[0].name = "a<b";
  const std::string text = er::all_ridges(r);
  BOOST_TEST(has(text, "<title>a&lt;b: mean "));
  BOOST_TEST(has(text, "<title>dense_2.w: mean "));
  BOOST_TEST(has(text, " % 0</text>"));
  r.steps.back().layers[0].output.not_finite = 3;
  BOOST_TEST(has(er::all_ridges(r), "3 numbers are not finite"));
  BOOST_TEST(er::all_ridges({}) == "");
  for (auto& s : r.steps) s.layers.clear(), s.parameters.clear();  // nothing but losses
  BOOST_TEST(er::all_ridges(r) == "");
}

BOOST_AUTO_TEST_SUITE_END()
