#include <evengrad/report/scale.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

using evengrad::report::scale;

namespace {

std::string labels(const scale& s, int most = 5) {
  std::string all;
  for (const evengrad::report::tick& t : s.ticks(most)) all += (all.empty() ? "" : " ") + t.label;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(marks_are_round) {
  BOOST_TEST(labels(scale::linear(0, 1)) == "0 0.2 0.4 0.6 0.8 1");
  BOOST_TEST(labels(scale::linear(-3, 7)) == "−4 −2 0 2 4 6 8");
  BOOST_TEST(labels(scale::linear(71.3, 100)) == "70 75 80 85 90 95 100");
  BOOST_TEST(labels(scale::between(0, 30), 5) == "0 5 10 15 20 25 30");
  BOOST_TEST(labels(scale::logarithm(2e-5, 0.3)) == "10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1");
  BOOST_TEST(labels(scale::logarithm(1e-12, 1)) == "10⁻¹² 10⁻⁹ 10⁻⁶ 10⁻³ 1");
  BOOST_TEST(labels(scale::symmetric(200, 1)) == "0 −10² 10² −10 10");
  BOOST_TEST(labels(scale::symmetric(1e8, 4e5), 3) == "0 −10⁸ 10⁸");  // 10⁶ would stand upon the 0
  BOOST_TEST(labels(scale::symmetric(3, 1)) == "−4 −2 0 2 4");
}

BOOST_AUTO_TEST_CASE(places_go_from_0_to_1_and_back) {
  for (const scale& s : {scale::linear(-3, 7), scale::between(2, 9), scale::logarithm(1e-6, 5),
                         scale::magnitudes(1e-3, 2e-3, 2), scale::symmetric(1000, 0.3)}) {
    BOOST_TEST(s.at(s.low()) == 0);
    BOOST_TEST(std::fabs(s.at(s.high()) - 1) < 1e-12);
    for (const double t : {0.1, 0.37, 0.5, 0.99}) BOOST_TEST(std::fabs(s.at(s.value_at(t)) - t) < 1e-9);
    BOOST_TEST(s.at(s.high() * 10) == 1);
  }
  const scale s = scale::magnitudes(1e-3, 2e-3, 2);
  BOOST_TEST(std::fabs(std::log10(s.high() / s.low()) - 2) < 1e-9);
  BOOST_TEST(scale::logarithm(1e-3, 1).at(0) == 0);
  BOOST_TEST(scale::logarithm(1e-3, 1).at(-1) == 0);
}

BOOST_AUTO_TEST_CASE(bounds_that_are_no_range_are_widened) {
  const double nan = std::nan(""), infinity = std::numeric_limits<double>::infinity();
  for (const auto& [low, high] : {std::pair{1., 1.}, {nan, nan}, {0., infinity}, {5., 2.}, {0., 0.}})
    for (const scale& s : {scale::linear(low, high), scale::between(low, high), scale::logarithm(low, high),
                           scale::symmetric(high, low)}) {
      BOOST_TEST(s.high() > s.low());
      const std::size_t marks = s.ticks().size();
      BOOST_TEST(marks >= 1u);
      BOOST_TEST(marks < 20u);
    }
}

BOOST_AUTO_TEST_CASE(narrow_and_far_out_ranges_have_few_marks_that_differ) {
  for (const double v : {3e15, -3e15, 0.25, 1e300, 1e308, 5e-324, -1e-12, 9007199254740993.})
    for (const double high : {v, std::nextafter(v, 1.7e308), v + 2, 1.7e308})
      for (const scale& s : {scale::linear(v, high), scale::between(v, high), scale::linear(v, high, 3)}) {
        BOOST_TEST((s.high() > s.low() && s.high() - s.high() == 0 && s.low() - s.low() == 0), v << " " << high);
        const auto marks = s.ticks();
        BOOST_TEST((!marks.empty() && marks.size() < 20u), v << " " << high);
        for (std::size_t i = 1; i < marks.size(); ++i) BOOST_TEST(marks[i].value > marks[i - 1].value);
      }
}

BOOST_AUTO_TEST_SUITE_END()
