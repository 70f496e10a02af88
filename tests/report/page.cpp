#include <evengrad/report/page.hpp>

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(a_page_has_its_sections_and_the_way_to_them) {
  const std::string page = er::page("a<b", "a test", "<p>head</p>",
                                    {{"one", "1 < 2", "<p>first</p>"}, {"none", "Nothing", ""}}, "<p>foot</p>");
  for (const char* part :
       {"<title>a&lt;b: a test</title>", "<h1>a&lt;b</h1><p>head</p><nav", "<a href=\"#one\">1 &lt; 2</a></nav>",
        "<section id=\"one\"><h2>1 &lt; 2</h2><p>first</p></section>", "<footer><p>foot</p>"})
    BOOST_TEST(has(page, part), part);
  BOOST_TEST(!has(page, "Nothing"));
  BOOST_TEST(er::cards("") == "");
  BOOST_TEST(er::cards("x") == "<div class=\"cards\">x</div>");
}

BOOST_AUTO_TEST_SUITE_END()
