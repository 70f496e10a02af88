// What `fit` says on stderr before the first step: once, and nothing where it is turned off.
#include <unistd.h>
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>
#include <cstdio>

namespace eg = evengrad;

namespace {

constexpr auto good = eg::input<4> | eg::dense<8> | eg::relu | eg::dense<3>;
constexpr auto biased = eg::input<4> | eg::dense<8> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto scaled = eg::input<4> | eg::standardize | eg::dense<8> | eg::relu | eg::dense<3>;
constexpr auto lines = eg::input<2, 2> | eg::dense<4> | eg::relu | eg::flatten | eg::dense<3>;
constexpr auto twice = eg::input<4> | eg::dense<8> | eg::relu | eg::dense<3>;

struct no_word_of_inputs {
  static constexpr eg::lint_level level(eg::lint l) {
    return l == eg::lint::unscaled_input ? eg::lint_level::off : eg::lint_level::line;
  }
};

eg::table rows(float mean) {
  eg::table t{{}, {}, 4, 1, 3};
  for (int r = 0; r < 25; ++r) {
    const float label = float(r % 3), x[] = {label, float(r % 2), mean + float(r % 5 - 2), 0};
    t.append(x, &label);
  }
  return t;
}

/// What some code writes on stderr.
template <class Code>
std::string said_by(const Code& code) {
  std::fflush(stderr);
  std::FILE* file = std::tmpfile();
  const int before = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  code();
  std::fflush(stderr);
  dup2(before, STDERR_FILENO), close(before);
  std::string text(4096, ' ');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}
template <const auto& Net, class Policy = eg::lints_as_lines>
std::string said_by_fit(float mean) {
  return said_by([&] {
    const eg::table data = rows(mean);
    eg::model<Net> m{eg::seed{1}};
    if constexpr (eg::has_scaling<Net>) eg::adapt(m, data, {.constant = eg::constant_features::keep});
    eg::fit<Policy>(m, data, eg::cross_entropy, eg::sgd{.learning_rate = 1e-4}, {.epochs = 1, .show = false});
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(lints_are_told_once) {
  const std::string line =
      "dense_1.b: bias_without_effect: batch normalization takes this bias off again; leave it out, as in "
      "eg::dense<64, eg::init::he_normal, void>\n";
  BOOST_TEST(said_by_fit<biased>(0) == line);
  BOOST_TEST(said_by_fit<biased>(0) == "");
  BOOST_TEST((said_by_fit<biased, eg::no_lints>(0)) == "");
  BOOST_TEST((said_by_fit<biased, no_word_of_inputs>(0)) == line, "of another policy");
}
BOOST_AUTO_TEST_CASE(data_is_looked_at) {
  BOOST_TEST(said_by_fit<good>(3) == "", "a mean square of 9 and something is none of them");
  BOOST_TEST(said_by_fit<good>(20) ==
             "dense_1: unscaled_input: numbers far from 1 go into the first product as they come (feature 2: mean "
             "20, deviation 1.414); begin with eg::standardize, or scale the data\n");
  BOOST_TEST(said_by_fit<good>(20) == "");
  BOOST_TEST((said_by_fit<good, no_word_of_inputs>(20)) == "");
  BOOST_TEST((said_by_fit<good, eg::no_lints>(20)) == "");
  BOOST_TEST(said_by_fit<lines>(-20).find("feature 2: mean -20, deviation 1.414") != std::string::npos);
  BOOST_TEST(said_by_fit<scaled>(20) == "");
}
BOOST_AUTO_TEST_CASE(a_data_set_is_told_where_the_first_was_well) {
  BOOST_TEST(said_by_fit<twice>(0) == "");
  BOOST_TEST(said_by_fit<twice>(-1000).find("dense_1: unscaled_input") == 0u);
}
BOOST_AUTO_TEST_CASE(the_worst_feature) {
  const auto of = [](std::vector<float> x, int width) {
    return eg::far_feature({x.data(), int(x.size()) / width, width});
  };
  BOOST_TEST(of({10, -10, 10, 10}, 2) == "", "the bound itself is not beyond it");
  BOOST_TEST(of({10.1f, -10, 10.1f, 10}, 2) == "feature 0: mean 10.1, deviation 0");
  BOOST_TEST(of({1, -50, 1, 50}, 2) == "feature 1: mean 0, deviation 50");
}

BOOST_AUTO_TEST_SUITE_END()
