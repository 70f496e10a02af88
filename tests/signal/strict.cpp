// Policies: what is an error, what a line, what is off.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>
#include <evengrad/signal/strict.hpp>

namespace eg = evengrad;

namespace {

constexpr auto good = eg::input<8> | eg::dense<8, eg::init::he_normal, void> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto biased = eg::input<8> | eg::dense<8> | eg::batch_norm | eg::relu | eg::dense<3>;

struct lines : eg::all_lints {
  static constexpr eg::lint_level level(eg::lint) { return eg::lint_level::line; }
};
struct no_word_of_biases {
  static constexpr eg::lint_level level(eg::lint l) {
    return l == eg::lint::bias_without_effect ? eg::lint_level::off : eg::lint_level::error;
  }
};
static_assert(eg::strict<good>() && eg::strict<good>(eg::cross_entropy));
static_assert(eg::strict<biased, no_word_of_biases>() && eg::strict<biased, lines>(eg::cross_entropy));

}  // namespace

BOOST_AUTO_TEST_SUITE(signal)

BOOST_AUTO_TEST_CASE(lines_of_text) {
  const std::string line =
      "dense_1.b: bias_without_effect: batch normalization takes this bias off again; leave it out\n";
  BOOST_TEST(eg::lints<biased>() == line);
  BOOST_TEST((eg::lints<biased, lines>(eg::cross_entropy)) == line);
  BOOST_TEST((eg::lints<biased, no_word_of_biases>()) == "");
  BOOST_TEST(eg::lints<good>() == "");
}

BOOST_AUTO_TEST_SUITE_END()
