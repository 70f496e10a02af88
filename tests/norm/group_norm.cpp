// Group norm: gradients, its two limits, and the statistics of each group.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/group_norm.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

constexpr auto grouped = eg::input<3, 2, 6> | eg::bias | eg::group_norm<2> | eg::dense<4> | eg::flatten | eg::dense<6> |
                         eg::group_norm<3> | eg::dense<2>;
constexpr auto alone = eg::input<3, 2, 6> | eg::group_norm<2>;
constexpr auto one_group = eg::input<6> | eg::group_norm<1>;
constexpr auto whole_layer = eg::input<6> | eg::layer_norm;
constexpr auto one_group_of_lines = eg::input<3, 2, 6> | eg::group_norm<1>;
constexpr auto whole_example = eg::input<3, 2, 6> | eg::layer_norm_of_example;
constexpr auto each_feature = eg::input<3, 2, 6> | eg::group_norm<6>;
constexpr auto instance = eg::input<3, 2, 6> | eg::instance_norm;
constexpr auto limits = eg::input<4, 3> | eg::bias | eg::instance_norm | eg::dense<3> | eg::layer_norm_of_example;

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_group_norm) {
  for (const int rows : {1, 5}) check_law<grouped>(eg::mse, rows_for_law(rows, 36, 2));
}

BOOST_AUTO_TEST_CASE(every_group_has_mean_0_and_variance_1_over_all_lines) {
  const rows_for_law data(4, 36, 1);
  eg::model<alone, double> m;
  const double* y = m.predict(data.x.data(), 4);
  for (int r = 0; r < 4; ++r)
    for (int group = 0; group < 2; ++group) {
      double mean = 0, square = 0, before = 0, before_square = 0;
      for (int l = 0; l < 6; ++l)
        for (int i = 0; i < 3; ++i) {
          const double v = y[r * m.stride() + 6 * l + 3 * group + i],
                       x = data.x[std::size_t(36 * r + 6 * l + 3 * group + i)];
          mean += v / 18, square += v * v / 18, before += x / 18, before_square += x * x / 18;
        }
      const double variance = before_square - before * before;
      BOOST_TEST(std::fabs(mean) < 1e-14);
      BOOST_TEST(std::fabs(square - variance / (variance + 1e-5)) < 1e-13);
    }
}

/// Two networks say the same of the same rows, with gamma and beta that differ from feature to feature.
template <const auto& A, const auto& B>
void check_same(int inputs) {
  const rows_for_law data(4, inputs, 1);
  law_model<A, double> a;
  law_model<B, double> b;
  const double *x = a.predict(data.x.data(), 4), *y = b.predict(data.x.data(), 4);
  for (int r = 0; r < 4; ++r)
    for (int i = 0; i < a.outputs; ++i)
      BOOST_TEST(std::fabs(x[r * a.stride() + i] - y[r * b.stride() + i]) <
                 2e-15 * (1 + std::fabs(y[r * b.stride() + i])));
}

BOOST_AUTO_TEST_CASE(one_group_is_layer_norm_and_as_many_as_features_instance_norm) {
  check_same<one_group, whole_layer>(6);
  check_same<one_group_of_lines, whole_example>(36);
  check_same<each_feature, instance>(36);
}

BOOST_AUTO_TEST_CASE(gradients_of_the_limits) {
  check_law<limits>(eg::mse, rows_for_law(3, 12, 12));
  check_float<limits>(eg::mse, rows_for_law(3, 12, 12));
}

BOOST_AUTO_TEST_CASE(instance_norm_forgets_the_mean_and_contrast_of_each_feature) {
  const rows_for_law data(2, 36, 1);
  eg::model<instance, double> m;
  const double* y = m.predict(data.x.data(), 2);
  for (int r = 0; r < 2; ++r)
    for (int i = 0; i < 6; ++i) {
      double mean = 0, square = 0, before = 0, before_square = 0;
      for (int l = 0; l < 6; ++l) {
        const double v = y[r * m.stride() + 6 * l + i], x = data.x[std::size_t(36 * r + 6 * l + i)];
        mean += v / 6, square += v * v / 6, before += x / 6, before_square += x * x / 6;
      }
      const double variance = before_square - before * before;
      BOOST_TEST(std::fabs(mean) < 1e-14);
      BOOST_TEST(std::fabs(square - variance / (variance + 1e-5)) < 1e-13);
    }
}

BOOST_AUTO_TEST_SUITE_END()
