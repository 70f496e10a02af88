#include <evengrad/init/orthogonal.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/probe/jacobian.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto turn = eg::dense<12, eg::init::orthogonal<>>;
constexpr auto linear = eg::input<12> | turn | turn | turn | turn | turn;
constexpr auto wide = eg::input<9> | eg::dense<16> | eg::tanh | eg::dense<5>;
constexpr auto table = eg::input<1> | eg::embedding<10, 4> | eg::dense<2>;

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(a_deep_orthogonal_net_stretches_nothing) {
  const eg::model<linear, double> m{eg::seed{5}};
  const float x[12] = {1, 2, 3, -1, 0, .5f, 4, 1, 1, -3, 2, 0};
  const auto s = eg::end_to_end_jacobian(m, {x, 1, 12}).singular_values();
  BOOST_TEST(s.size() == 12u);
  for (const double v : s) BOOST_TEST(v == 1., boost::test_tools::tolerance(1e-12));
}

// Two directions at once or all: the same numbers; and those of differences.
BOOST_AUTO_TEST_CASE(it_is_what_differences_say) {
  eg::model<wide, double> m{eg::seed{5}};
  const float x[9] = {.1f, .2f, -.3f, .4f, -.5f, .6f, 0, 1, -1};
  const auto j = eg::end_to_end_jacobian(m, {x, 1, 9}, 2), all = eg::end_to_end_jacobian(m, {x, 1, 9});
  BOOST_TEST(j.values == all.values);
  BOOST_TEST(j.outputs == 5);
  double squares = 0;
  for (int i = 0; i < 9; ++i) {
    double row[2][9];
    for (int k = 0; k < 9; ++k) row[0][k] = row[1][k] = double(x[k]);
    row[0][i] += 1e-5, row[1][i] -= 1e-5;
    const double* const y = m.predict(row);
    for (int o = 0; o < 5; ++o) {
      BOOST_TEST(std::abs(j(o, i) - (y[o] - y[m.stride() + o]) / 2e-5) < 1e-9);
      squares += j(o, i) * j(o, i);
    }
  }
  const auto s = j.singular_values();
  BOOST_TEST(s.size() == 5u);
  double sum = 0;
  for (std::size_t k = 0; k < 5; ++k) {
    sum += s[k] * s[k];
    if (k) BOOST_TEST(s[k] <= s[k - 1]);
  }
  BOOST_TEST(sum == squares, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(rows_that_do_not_fit_fail) {
  const eg::model<wide> m;
  const float x[18] = {};
  BOOST_CHECK_THROW(eg::end_to_end_jacobian(m, {x, 2, 9}), eg::error);
  BOOST_CHECK_THROW(eg::end_to_end_jacobian(m, {x, 1, 8}), eg::error);
  BOOST_CHECK_THROW(eg::end_to_end_jacobian(m, {x, 1, 9}, 0), eg::error);
  BOOST_CHECK_THROW(eg::end_to_end_jacobian(eg::model<table>{}, {x, 1, 1}), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
