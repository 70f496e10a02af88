// Rows of a table by index: values, and gradients that add up where an index occurs twice.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include <limits>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto table = eg::input<1> | eg::embedding<5, 19> | eg::tanh | eg::dense<2>;
constexpr auto alone = eg::input<1> | eg::embedding<5, 19>;
}  // namespace

BOOST_AUTO_TEST_CASE(gradients_go_to_the_lines_that_were_read) {
  for (const int rows : {1, 9}) check_law<table>(eg::mse, rows_for_law(rows, 1, 2, 5));
}

BOOST_AUTO_TEST_CASE(an_index_names_a_line) {
  law_model<alone, double> m;
  const double x[] = {3, 0, 3};
  const double* y = m.predict(x, 3);
  const auto w = m["embedding_1.w"];
  for (int i = 0; i < 19; ++i) {
    BOOST_TEST(y[i] == w(3, i));
    BOOST_TEST(y[m.stride() + i] == w(0, i));
    BOOST_TEST(y[2 * m.stride() + i] == w(3, i));
  }
}

BOOST_AUTO_TEST_CASE(memory_is_never_left_whatever_the_index) {
  law_model<alone, double> m;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
  const double x[] = {-1, 5, 1e300, -endless, endless, nan, 1.9}, target[7 * 19] = {};
  const int line[] = {0, 4, 4, 0, 4, 0, 1};
  const double* y = m.predict(x, 7);
  const auto w = m["embedding_1.w"];
  for (int r = 0; r < 7; ++r)
    for (int i = 0; i < 19; ++i) BOOST_TEST(y[r * m.stride() + i] == w(line[r], i));
  m.differentiate(eg::mse, x, target, 7);
  BOOST_TEST(m.gradient("embedding_1.w")(2, 0) == 0);
  BOOST_TEST(m.gradient("embedding_1.w")(4, 0) != 0);
}

BOOST_AUTO_TEST_CASE(one_index_a_row_is_asked_for) {
  const built b(eg::input<2> | eg::embedding<5, 4>);
  BOOST_TEST((b.g.wrong.what == eg::fault::embedding_needs_one_index_a_row));
}

BOOST_AUTO_TEST_SUITE_END()
