// Weight standardization: mean and variance of each output's weights, and gradients through both.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/weight_standardization.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include "fused.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

struct coarse : eg::normalization {
  static constexpr double epsilon = 0.25;
};
template <int N, class How = eg::normalization>
inline constexpr auto dense = eg::dense<N, eg::weight_standardization<eg::init::he_normal, How>>;
constexpr auto net =
    eg::input<2, 3> | dense<5> | eg::tanh | eg::repeat<2>(eg::residual(dense<5, coarse> | eg::tanh)) | dense<2>;
constexpr auto alone = eg::input<20> | dense<3, coarse>;

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_weight_standardization) { check_law<net>(eg::mse, rows_for_law(4, 6, 4)); }

BOOST_AUTO_TEST_CASE(each_output_s_weights_have_mean_0_and_variance_1) {
  law_model<alone, double> m;
  double x[20 * 20] = {};
  for (int i = 0; i < 20; ++i) x[21 * i] = 1;
  const double* w = m.predict(x, 20);
  const auto raw = m["dense_1.w"], b = m["dense_1.b"];
  for (int j = 0; j < 3; ++j) {
    double mean = 0, variance = 0;
    for (int i = 0; i < 20; ++i) mean += raw(i, j) / 20;
    for (int i = 0; i < 20; ++i) variance += (raw(i, j) - mean) * (raw(i, j) - mean) / 20;
    for (int i = 0; i < 20; ++i)
      BOOST_TEST(std::fabs(w[i * m.stride() + j] - b(j) - (raw(i, j) - mean) / std::sqrt(variance + 0.25)) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(weights_of_weight_standardization_can_change_where_their_gradients_are_made) {
  check_fused<net>(eg::mse, rows_for_law(4, 6, 4));
}

BOOST_AUTO_TEST_SUITE_END()
