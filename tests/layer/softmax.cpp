// Softmax and its logarithm: values, sums, logits far apart, gradients.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/softmax.hpp>
#include <evengrad/loss/mse.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto both = eg::input<2, 4> | eg::bias | eg::add(eg::softmax, eg::log_softmax) | eg::flatten | eg::dense<2>;
constexpr auto probabilities = eg::input<3> | eg::softmax;
constexpr auto logarithms = eg::input<3> | eg::log_softmax;
}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_softmax) {
  for (const int rows : {1, 6}) check_law<both>(eg::mse, rows_for_law(rows, 8, 2));
}

BOOST_AUTO_TEST_CASE(probabilities_sum_to_one_however_far_apart_the_logits_are) {
  eg::model<probabilities, double> p;
  eg::model<logarithms, double> l;
  const double x[] = {1, 2, 4, 1e4, 0, -1e4};
  const double *y = p.predict(x, 2), *z = l.predict(x, 2);
  const double sum = std::exp(1.) + std::exp(2.) + std::exp(4.);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(std::fabs(y[i] - std::exp(x[i]) / sum) < 1e-15);
    BOOST_TEST(std::fabs(z[i] - (x[i] - std::log(sum))) < 1e-15);
    BOOST_TEST(y[p.stride() + i] == (i == 0));
    BOOST_TEST(z[l.stride() + i] == -1e4 * i);
  }
}

BOOST_AUTO_TEST_SUITE_END()
