// Maxout: values by hand, gradients, what equal pieces share, groups that do not divide.
#include <evengrad/layer/maxout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto deep = eg::input<2, 5> | eg::maxout_dense<6, 3> | eg::maxout<2> | eg::flatten | eg::dense<2>;
constexpr auto pieces = eg::input<2> | eg::maxout_dense<2, 3, eg::init::lecun_normal, void>;
constexpr auto groups = eg::input<3, 6> | eg::maxout<3>;
constexpr auto magnitude = eg::input<1> | eg::maxout_dense<1>;
}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_maxout) {
  for (const int rows : {1, 5}) check_law<deep>(eg::mse, rows_for_law(rows, 10, 2));
  check_float<deep>(eg::mse, rows_for_law(5, 10, 2));
}

BOOST_AUTO_TEST_CASE(a_unit_is_the_largest_of_its_pieces) {
  eg::model<pieces, double> m;
  BOOST_TEST((m["maxout_dense_1.w"].dims() == eg::shape{2, 6}));
  const double x[] = {0.5, -2};
  const double* y = m.predict(x, 1);
  const auto w = m["maxout_dense_1.w"];
  for (int unit = 0; unit < 2; ++unit) {
    double most = -1e9;
    for (int i = 3 * unit; i < 3 * unit + 3; ++i) most = std::fmax(most, x[0] * w(0, i) + x[1] * w(1, i));
    BOOST_TEST(std::fabs(y[unit] - most) < 1e-15);
  }
}

BOOST_AUTO_TEST_CASE(groups_are_neighbours_on_every_line) {
  eg::model<groups, double> m;
  const double x[] = {1, 2, 4, 3, 9, -9, -1, -2, -4, -3, 0, 7, 5, 5, 6, 6, 1, 0};
  const double* y = m.predict(x, 1);
  const double largest[] = {2, 4, 9, -1, -3, 7, 5, 6, 1};
  for (int i = 0; i < 9; ++i) BOOST_TEST(y[i] == largest[i]);
}

BOOST_AUTO_TEST_CASE(two_pieces_are_a_magnitude_and_share_the_gradient_of_a_kink) {
  eg::model<magnitude, double> m;
  m["maxout_dense_1.w"].assign({1, -1});
  const double x[] = {-3, 0, 2}, target[] = {1, 2, 1};
  const double* y = m.predict(x, 3);
  BOOST_TEST((y[0] == 3 && y[m.stride()] == 0 && y[2 * m.stride()] == 2));
  m.differentiate(eg::mse, x, target, 3);  // mean of (y − t)²: 2(y − t)/3 is 4/3, −4/3, 2/3
  const auto b = m.gradient("maxout_dense_1.b");
  BOOST_TEST(std::fabs(b(0) - (-2. / 3 + 2. / 3)) < 1e-15);
  BOOST_TEST(std::fabs(b(1) - (4. / 3 - 2. / 3)) < 1e-15);
}

BOOST_AUTO_TEST_CASE(groups_divide_the_features) {
  const built b(eg::input<7> | eg::maxout<3>);
  BOOST_TEST((b.g.wrong.what == eg::fault::groups_must_divide_the_features && b.g.wrong.expected == 7));
  const built none(eg::input<7> | eg::maxout_dense<3, 0>);
  BOOST_TEST((none.g.wrong.what == eg::fault::extent_must_be_positive));
}

BOOST_AUTO_TEST_SUITE_END()
