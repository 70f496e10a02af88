// ReZero and SkipInit: the identity at first, of any depth, and the gradient that opens the branches.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/rezero.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace eg = evengrad;

namespace {

constexpr auto deep = eg::input<4> | eg::repeat<1000>(eg::rezero(eg::dense<4> | eg::relu));
constexpr auto open = eg::input<2> | eg::skip_init<eg::init::constant<1, 4>>(eg::dense<2> | eg::tanh);

}  // namespace

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(a_thousand_branches_begin_as_the_identity) {
  eg::model<deep, double> m{eg::seed{1}};
  const double x[1][4] = {{1, -2, .5, 4}};
  const double* y = m.predict(x);
  for (int i = 0; i < 4; ++i) BOOST_TEST(y[i] == x[0][i]);
  const double target[1][4] = {{0, 0, 0, 0}};
  m.differentiate(eg::mse, x, target);  // dLoss/dα = Σ dLoss/dy · body(x), dLoss/dw = α · … = 0
  for (const char* name : {"repeat_1.1.dense_1.w", "repeat_1.777.dense_1.b"}) {
    const auto g = m.gradient(std::string(name));
    for (int i = 0; i < g.size(); ++i) BOOST_TEST(g(i) == 0);
  }
  const auto w = m[std::string("repeat_1.500.dense_1.w")];
  double expected = 0;
  for (int j = 0; j < 4; ++j) {
    double z = 0;
    for (int i = 0; i < 4; ++i) z += x[0][i] * w(i, j);
    expected += x[0][j] / 2 * std::fmax(z, 0);
  }
  BOOST_TEST(m.gradient(std::string("repeat_1.500.gain_1.g"))(0) == expected, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(a_branch_can_begin_open) {
  eg::model<open, double> m{eg::seed{3}};
  const double x[1][2] = {{1, -2}};
  const double* y = m.predict(x);
  const auto w = m["dense_1.w"];
  for (int j = 0; j < 2; ++j)
    BOOST_TEST(y[j] == x[0][j] + std::tanh(w(0, j) - 2 * w(1, j)) / 4, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_SUITE_END()
