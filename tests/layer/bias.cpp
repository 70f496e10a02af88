// Shifts, factors, and one factor for all: values, initial values, gradients.
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/prelu.hpp>
#include <evengrad/loss/mse.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto all = eg::input<3> | eg::bias | eg::scale | eg::gain | eg::prelu |
                     eg::residual(eg::dense<3> | eg::gain_from<eg::init::zeros>) | eg::bias_from<eg::init::ones> |
                     eg::scale_from<eg::init::constant<-1, 2>> | eg::dense<2>;
constexpr auto alone = eg::input<3> | eg::bias | eg::scale | eg::gain;
}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_shifts_and_factors) {
  for (const int rows : {1, 6}) check_law<all>(eg::mse, rows_for_law(rows, 3, 2));
}

BOOST_AUTO_TEST_CASE(they_begin_as_the_identity_unless_told) {
  eg::model<alone, double> m;
  const double x[] = {1, -2, 3};
  const double* y = m.predict(x, 1);
  for (int i = 0; i < 3; ++i) BOOST_TEST(y[i] == x[i]);
  m["bias_1.b"](1) = 5, m["scale_1.s"](1) = -2, m["gain_1.g"](0) = 10;
  y = m.predict(x, 1);
  BOOST_TEST(y[0] == 10);
  BOOST_TEST(y[1] == (-2 + 5) * -2 * 10);
  eg::model<all, double> told;
  BOOST_TEST(told["gain_2.g"](0) == 0);
  BOOST_TEST(told["bias_2.b"](2) == 1);
  BOOST_TEST(told["scale_2.s"](2) == -0.5);
}

BOOST_AUTO_TEST_SUITE_END()
