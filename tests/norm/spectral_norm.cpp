// Spectral norm: the largest singular value becomes 1, by one power iteration a step, and its gradient is the paper's.
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/spectral_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include "fused.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

template <int N>
inline constexpr auto dense = eg::dense<N, eg::spectral_norm<>>;
constexpr auto alone = eg::input<4> | dense<3>;
constexpr auto net =
    eg::input<2, 3> | dense<4> | eg::tanh | eg::repeat<2>(eg::residual(dense<4> | eg::tanh)) | dense<2>;
constexpr auto still = eg::input<4> | eg::dense<4> | eg::frozen(dense<3>);

/// A model whose power iterations have run until they stand: then σ has no first derivative by u and v, and to
/// differentiate with both held is the whole derivative.

template <const auto& Net>
void settle(law_model<Net, double>& m, const rows_for_law& data) {
  for (int step = 0; step < 300; ++step) m.differentiate(eg::mse, data.x.data(), data.y.data(), data.rows);
}

/// The singular value of a 4 × 3 matrix by the characteristic polynomial's largest root, found by Newton from above.
double largest_singular_value(const auto& w) {
  double a[3][3] = {};
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      for (int k = 0; k < 4; ++k) a[i][j] += w(k, i) * w(k, j);
  const double trace = a[0][0] + a[1][1] + a[2][2],
               minors = a[0][0] * a[1][1] - a[0][1] * a[1][0] + a[0][0] * a[2][2] - a[0][2] * a[2][0] +
                        a[1][1] * a[2][2] - a[1][2] * a[2][1],
               determinant = a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) -
                             a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
                             a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
  double x = trace;
  for (int i = 0; i < 100; ++i)
    x -= (((x - trace) * x + minors) * x - determinant) / ((3 * x - 2 * trace) * x + minors);
  return std::sqrt(x);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_largest_singular_value_is_1) {
  const rows_for_law data(3, 4, 3);
  law_model<alone, double> m;
  settle(m, data);
  const double sigma = largest_singular_value(m["dense_1.w"]);
  double x[16] = {};
  for (int i = 0; i < 4; ++i) x[5 * i] = 1;
  const double* y = m.predict(x, 4);
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 3; ++j)
      BOOST_TEST(std::fabs(y[i * m.stride() + j] - m["dense_1.b"](j) - m["dense_1.w"](i, j) / sigma) < 1e-13);
}

BOOST_AUTO_TEST_CASE(a_step_is_one_power_iteration) {
  const rows_for_law data(3, 4, 3);
  law_model<alone, double> m;
  const auto w = m["dense_1.w"], kept = m["dense_1.u"];
  double u[3] = {kept(0), kept(1), kept(2)};
  BOOST_TEST(u[0] != u[1]);  // drawn
  for (int step = 0; step < 4; ++step) {
    double v[4] = {}, length = 0;
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < 3; ++j) v[i] += w(i, j) * u[j];
      length += v[i] * v[i];
    }
    double next[3] = {}, square = 0;
    for (int j = 0; j < 3; ++j) {
      for (int i = 0; i < 4; ++i) next[j] += w(i, j) * v[i] / std::sqrt(length);
      square += next[j] * next[j];
    }
    for (int j = 0; j < 3; ++j) u[j] = next[j] / std::sqrt(square);
    m.differentiate(eg::mse, data.x.data(), data.y.data(), 3);
    for (int j = 0; j < 3; ++j) BOOST_TEST(std::fabs(kept(j) - u[j]) < 1e-14);
    m.predict(data.x.data(), 3);
    for (int j = 0; j < 3; ++j) BOOST_TEST(std::fabs(kept(j) - u[j]) < 1e-14);  // inference does not iterate
  }
}

BOOST_AUTO_TEST_CASE(the_gradient_is_that_of_the_paper) {
  using number = eg::dual<double>;
  const rows_for_law data(3, 6, 4);
  const auto dual_x = converted<number>(data.x), dual_y = converted<number>(data.y);
  law_model<net, double> m;
  settle(m, data);
  m.differentiate(eg::mse, data.x.data(), data.y.data(), 3);
  for (const eg::entry& e : m.entries()) {
    if (!e.learned) continue;
    for (int i = 0; i < e.dims.size(); ++i) {
      auto moved = [&](double by) {
        law_model<net, double> n;
        n.take(m);
        n.view(e)(i) += by;
        return n.differentiate(eg::mse, data.x.data(), data.y.data(), 3);
      };
      eg::model<net, number> d;
      d.take(m);
      d.view(e)(i).derivative = 1;
      const double by_dual = d.differentiate(eg::mse, dual_x.data(), dual_y.data(), 3).derivative,
                   by_difference = (moved(1e-5) - moved(-1e-5)) / 2e-5, found = m.gradient(e)(i);
      BOOST_TEST(std::fabs(found - by_dual) < 1e-12, e.name << ' ' << i << ": " << found << ", not " << by_dual);
      BOOST_TEST(std::fabs(found - by_difference) < 1e-8, e.name << ' ' << i << ": " << found << ' ' << by_difference);
    }
  }
}

BOOST_AUTO_TEST_CASE(before_it_has_settled_u_and_v_are_constants_of_the_gradient) {
  // eq. 10: dLoss/dW = (G − (G : W/σ) u vᵀ) / σ, where G is the gradient by the normalized weights
  const rows_for_law data(3, 4, 3);
  law_model<alone, double> m;
  m.differentiate(eg::mse, data.x.data(), data.y.data(), 3);
  law_model<alone, double> fresh;
  const auto w = m["dense_1.w"], u = m["dense_1.u"], start = fresh["dense_1.u"], b = m["dense_1.b"];
  double v[4] = {}, length = 0, sigma = 0, g[4][3] = {}, inner = 0;
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 3; ++j) v[i] += w(i, j) * start(j);
    length += v[i] * v[i];
  }
  for (int i = 0; i < 4; ++i) v[i] /= std::sqrt(length);
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 3; ++j) sigma += v[i] * w(i, j) * u(j);
  for (int r = 0; r < 3; ++r)
    for (int j = 0; j < 3; ++j) {
      double y = b(j);
      for (int i = 0; i < 4; ++i) y += data.x[std::size_t(4 * r + i)] * w(i, j) / sigma;
      for (int i = 0; i < 4; ++i)
        g[i][j] += 2. / 9 * (y - data.y[std::size_t(3 * r + j)]) * data.x[std::size_t(4 * r + i)];
    }
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 3; ++j) inner += g[i][j] * w(i, j) / sigma;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 3; ++j)
      BOOST_TEST(std::fabs(m.gradient("dense_1.w")(i, j) - (g[i][j] - inner * u(j) * v[i]) / sigma) < 1e-14);
}

BOOST_AUTO_TEST_CASE(frozen_it_iterates_no_further_and_zeros_do_not_spoil_u) {
  const rows_for_law data(3, 4, 3);
  law_model<still, double> m;
  const double u = m[std::string("dense_2.u")](0);
  check_law<still>(eg::mse, data);
  m.differentiate(eg::mse, data.x.data(), data.y.data(), 3);
  BOOST_TEST(m[std::string("dense_2.u")](0) == u);
  law_model<alone, double> n;
  const double before = n["dense_1.u"](1);
  const auto w = n["dense_1.w"];
  for (int i = 0; i < w.size(); ++i) w(i) = 0;
  n.differentiate(eg::mse, data.x.data(), data.y.data(), 3);
  BOOST_TEST(n["dense_1.u"](1) == before);
}

BOOST_AUTO_TEST_CASE(weights_of_spectral_norm_can_change_where_their_gradients_are_made) {
  check_fused<net>(eg::mse, rows_for_law(3, 6, 4));
}

BOOST_AUTO_TEST_SUITE_END()
