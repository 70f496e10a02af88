// The table of lints, and what policies say of them.
#include <boost/test/unit_test.hpp>
#include <evengrad/lint/lint.hpp>

#include <set>
#include <string>

namespace eg = evengrad;

namespace {

struct only_sigmoids {
  static constexpr eg::lint_level level(eg::lint l) {
    return l == eg::lint::sigmoid_stack ? eg::lint_level::line : eg::lint_level::off;
  }
};
static_assert(eg::looks_for_any<eg::all_lints> && eg::looks_for_any<eg::lints_as_lines>);
static_assert(eg::looks_for_any<only_sigmoids> && !eg::looks_for_any<eg::no_lints>);
static_assert(eg::looks_for<only_sigmoids>(eg::lint::sigmoid_stack));
static_assert(!eg::looks_for<only_sigmoids>(eg::lint::gain_too_small));

}  // namespace

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(each_lint_has_texts_of_its_own) {
  std::set<std::string_view> names, sentences, cures;
  for (const eg::lint_text& t : eg::lint_texts) {
    BOOST_TEST(!t.name.empty());
    BOOST_TEST((!t.sentence.empty() && t.sentence.back() != '.'));
    BOOST_TEST((!t.cure.empty() && t.cure.back() != '.'));
    names.insert(t.name), sentences.insert(t.sentence), cures.insert(t.cure);
  }
  BOOST_TEST(names.size() == std::size_t(eg::lint_count));
  BOOST_TEST(sentences.size() == std::size_t(eg::lint_count));
  BOOST_TEST(cures.size() == std::size_t(eg::lint_count));
  BOOST_TEST(eg::text_of(eg::lint::unscaled_input).name == "unscaled_input");
}
BOOST_AUTO_TEST_CASE(levels_of_policies) {
  for (int i = 0; i < eg::lint_count; ++i) {
    BOOST_TEST((eg::all_lints::level(eg::lint(i)) == eg::lint_level::error));
    BOOST_TEST((eg::lints_as_lines::level(eg::lint(i)) == eg::lint_level::line));
    BOOST_TEST((eg::no_lints::level(eg::lint(i)) == eg::lint_level::off));
  }
}

BOOST_AUTO_TEST_SUITE_END()
