// Batch norm: gradients through the statistics, moving averages, inference, policies, and inside repeated blocks.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

struct slow : eg::normalization {
  static constexpr double momentum = 0.75, epsilon = 0.25;
  using gamma = void;
};
constexpr auto batched = eg::input<2, 3> | eg::bias | eg::batch_norm | eg::tanh | eg::flatten |
                         eg::repeat<2>(eg::residual(eg::batch_norm_with<slow> | eg::dense<6>)) | eg::dense<2>;
constexpr auto alone = eg::input<2> | eg::batch_norm_with<slow>;

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_run_through_the_statistics) {
  for (const int rows : {2, 7}) check_law<batched>(eg::mse, rows_for_law(rows, 6, 2));
}

BOOST_AUTO_TEST_CASE(a_batch_of_one_gives_beta) {
  eg::model<alone, double> m;
  const double x[] = {3, -4}, target[] = {0, 0};
  m["batch_norm_1.beta"](0) = 2, m["batch_norm_1.beta"](1) = -1;
  BOOST_TEST(m.differentiate(eg::mse, x, target, 1) == 2.5);
}

BOOST_AUTO_TEST_CASE(moving_averages_follow_and_inference_uses_them) {
  eg::model<alone, double> m;
  const double x[] = {1, 10, 2, 20, 6, 60}, target[6] = {};
  double mean = 0, variance = 1;
  for (int step = 0; step < 3; ++step) {
    m.differentiate(eg::mse, x, target, 3);
    mean = 0.75 * mean + 0.25 * 3, variance = 0.75 * variance + 0.25 * 14 / 3;
    BOOST_TEST(std::fabs(m["batch_norm_1.moving_mean"](0) - mean) < 1e-14);
    BOOST_TEST(std::fabs(m["batch_norm_1.moving_variance"](0) - variance) < 1e-14);
  }
  const double* y = m.predict(x, 1);  // a batch of one too
  BOOST_TEST(std::fabs(y[0] - (1 - mean) / std::sqrt(variance + 0.25)) < 1e-14);
  BOOST_TEST(m.entries().size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
