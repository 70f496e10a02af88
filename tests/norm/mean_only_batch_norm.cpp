// Mean-only batch norm: behind weight norm, its gradient, its moving mean, inference.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/mean_only_batch_norm.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include "fused.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

struct slow : eg::normalization {
  static constexpr double momentum = 0.75;
};
template <int N>
inline constexpr auto dense = eg::dense<N, eg::weight_norm<>, void>;
constexpr auto net =
    eg::input<2, 3> | dense<5> | eg::mean_only_batch_norm | eg::tanh | dense<2> | eg::mean_only_batch_norm_with<slow>;
constexpr auto alone = eg::input<2> | eg::mean_only_batch_norm_with<slow>;

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_mean_only_batch_norm) {
  for (const int rows : {2, 5}) check_law<net>(eg::mse, rows_for_law(rows, 6, 4));
}

BOOST_AUTO_TEST_CASE(the_mean_is_the_batch_s_and_later_the_moving_one) {
  eg::model<alone, double> m;
  const double x[] = {1, 10, 2, 20, 6, 60}, target[6] = {};
  m["mean_only_batch_norm_1.beta"](0) = 5;
  double moving = 0;
  for (int step = 0; step < 3; ++step) {
    BOOST_TEST(std::fabs(m.differentiate(eg::mse, x, target, 3) - (4. + 1 + 9 + 3 * 25 + 400 + 100 + 900) / 6) < 1e-12);
    moving = 0.75 * moving + 0.25 * 3;
    BOOST_TEST(std::fabs(m["mean_only_batch_norm_1.moving_mean"](0) - moving) < 1e-14);
  }
  BOOST_TEST(std::fabs(m.predict(x, 1)[0] - (1 - moving + 5)) < 1e-14);
  BOOST_TEST(m.entries().size() == 2u);
}

BOOST_AUTO_TEST_CASE(weights_of_mean_only_batch_norm_can_change_where_their_gradients_are_made) {
  check_fused<net>(eg::mse, rows_for_law(4, 6, 4));
}

BOOST_AUTO_TEST_SUITE_END()
