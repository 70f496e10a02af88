// The learned slope: its initial value, its gradient.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/prelu.hpp>
#include <evengrad/loss/mse.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto rectified = eg::input<2> | eg::prelu;
}

BOOST_AUTO_TEST_CASE(slopes_are_learned_from_what_lies_below_zero) {
  eg::model<rectified, double> m;
  const double x[] = {-4, 2, -2, -6}, target[] = {0, 0, 0, 0};
  const double* y = m.predict(x, 2);
  BOOST_TEST(y[0] == -1);
  BOOST_TEST(y[1] == 2);
  m.differentiate(eg::mse, x, target, 2);  // mean over two features and two rows of y², y = ¼ x below zero
  BOOST_TEST(m.gradient("prelu_1.slope")(0) == 2. / 4 * (-1 * -4 + -0.5 * -2));
  BOOST_TEST(m.gradient("prelu_1.slope")(1) == 2. / 4 * (-1.5 * -6));
}

BOOST_AUTO_TEST_SUITE_END()
