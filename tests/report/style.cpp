#include <evengrad/report/style.hpp>

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(light_dark_and_paper_know_the_same_variables) {
  const std::string css = er::style();
  BOOST_TEST(css.find_first_of("<&") == std::string::npos);
  for (const char* part : {"@media (prefers-color-scheme:dark)", "@media print", "@media (max-width:480px)"})
    BOOST_TEST(css.find(part) != std::string::npos);
  // Each variable that is used is set for light, for dark and for paper.
  for (auto at = css.find("var(--"); at != css.npos; at = css.find("var(--", at + 1)) {
    const std::string set = css.substr(at + 4, css.find(')', at) - at - 4) + ":";
    int times = 0;
    for (auto s = css.find(set); s != css.npos; s = css.find(set, s + 1)) ++times;
    BOOST_TEST(times >= 3, set << " is set " << times << " times");
  }
}

BOOST_AUTO_TEST_SUITE_END()
