// Fixup by its three rules, and what they are for: a network of 1000 branches takes a step of the same size as of ten.
#include <evengrad/combinator/fixup.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/optim/sgd.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace eg = evengrad;

namespace {

using he = eg::init::he_normal;
constexpr auto body = eg::dense<16, he> | eg::relu | eg::dense<16, he> | eg::relu | eg::dense<16, he>;
constexpr auto net = eg::input<16> | eg::fixup<81>(body) | eg::dense<3, eg::init::zeros>;
constexpr auto plain = eg::input<16> | eg::residual(body) | eg::dense<3, eg::init::zeros>;
template <int N>
constexpr auto deep =
    eg::input<16> |
    eg::repeat<N>(eg::fixup<N>(eg::dense<16, he, void> | eg::relu | eg::dense<16, he, void>) | eg::relu) | eg::dense<1>;
constexpr auto ten = deep<10>;
constexpr auto thousand = deep<1000>;
constexpr auto unlike = eg::input<4> | eg::call(eg::dense<4, eg::init::ones>) | eg::call(eg::dense<4, eg::init::zeros>);

/// How far one step of gradient descent moves the output of a row.
template <const auto& Net>
double change_of_a_step() {
  eg::model<Net, double> m{eg::seed{5}};
  double x[1][16], target[1][1] = {{3}};
  for (int i = 0; i < 16; ++i) x[0][i] = (i % 5 - 2) / 2.;
  const double before = m.predict(x)[0];
  eg::optimizer<double, eg::sgd> rule(eg::sgd{.learning_rate = 1e-3});
  m.step(eg::mse, x, target, rule);
  m.step(eg::mse, x, target, rule);
  return m.predict(x)[0] - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(weights_begin_by_the_rules) {
  eg::model<net, double> m{eg::seed{1}};
  eg::model<plain, double> p{eg::seed{1}};
  double square = 0;
  for (int i = 0; i < 256; ++i) square += m["dense_1.w"](i) * m["dense_1.w"](i) / 256;
  BOOST_TEST(std::fabs(square * 16 / 2 * 9 - 1) < 5 * std::sqrt(2. / 256));  // rule 2: He's times 81^(−1/4)
  BOOST_TEST(m.find("dense_2.w").factor == 1. / 3, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(p.find("dense_2.w").factor == 1);
  for (int i = 0; i < 256; ++i) BOOST_TEST(m["dense_3.w"](i) == 0);                             // rule 1
  for (const char* name : {"shift_1.s", "shift_2.s", "shift_3.s", "shift_4.s", "shift_5.s"}) {  // rule 3
    BOOST_TEST(m[std::string(name)].size() == 1);
    BOOST_TEST(m[std::string(name)](0) == 0);
  }
  BOOST_TEST(m["gain_1.g"](0) == 1);
  BOOST_TEST(m.entries().size() == 6u + 5u + 1u + 2u);
}

BOOST_AUTO_TEST_CASE(shifts_stand_before_layers_and_the_gain_behind) {
  eg::model<net, double> m{eg::seed{1}};
  for (int i = 0; i < 5; ++i) m["shift_" + std::to_string(i + 1) + ".s"](0) = 0.1 * (i + 1);
  m["gain_1.g"](0) = 2;
  for (int i = 0; i < 256; ++i) m["dense_3.w"](i) = i % 7 - 3;
  for (int i = 0; i < 48; ++i) m["dense_4.w"](i) = i % 3 == i / 3;
  double x[1][16];
  for (int i = 0; i < 16; ++i) x[0][i] = i % 3 - 1;
  std::vector<double> h(x[0], x[0] + 16);
  for (int l = 1; l <= 3; ++l) {
    const auto w = m["dense_" + std::to_string(l) + ".w"];
    std::vector<double> y(16);
    for (int j = 0; j < 16; ++j)
      for (int i = 0; i < 16; ++i) y[std::size_t(j)] += (h[std::size_t(i)] + 0.1 * (2 * l - 1)) * w(i, j);
    if (l < 3)
      for (double& v : y) v = std::fmax(v + 0.1 * 2 * l, 0);
    h = y;
  }
  const double* y = m.predict(x);
  for (int j = 0; j < 3; ++j) BOOST_TEST(y[j] == x[0][j] + 2 * h[std::size_t(j)], boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_step_moves_the_output_as_far_at_any_depth) {
  const double few = change_of_a_step<ten>(), many = change_of_a_step<thousand>();
  BOOST_TEST(many / few > 0.3, few << " and " << many);
  BOOST_TEST(many / few < 3, few << " and " << many);
}

BOOST_AUTO_TEST_CASE(blocks_that_begin_unlike_are_not_the_same) {
  eg::model<unlike> m{eg::seed{1}};
  BOOST_TEST(m["repeat_1.1.dense_1.w"](0) == 1);
  BOOST_TEST(m["repeat_2.1.dense_1.w"](0) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
