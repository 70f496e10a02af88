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

BOOST_AUTO_TEST_CASE(one_group_is_layer_norm) {
  const rows_for_law data(4, 6, 1);
  eg::model<one_group, double> a;
  eg::model<whole_layer, double> b;
  const double *x = a.predict(data.x.data(), 4), *y = b.predict(data.x.data(), 4);
  for (int r = 0; r < 4; ++r)
    for (int i = 0; i < 6; ++i) BOOST_TEST(std::fabs(x[r * a.stride() + i] - y[r * b.stride() + i]) < 1e-15);
}

BOOST_AUTO_TEST_SUITE_END()
