// Weight norm: lengths, the geometry of its gradient, and that it is a policy of a weight, whatever the layer.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/optim/sgd.hpp>

#include "fused.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

template <int N>
inline constexpr auto dense = eg::dense<N, eg::weight_norm<>>;
constexpr auto net = eg::input<2, 3> | dense<5> | eg::tanh | eg::repeat<2>(eg::residual(dense<5> | eg::tanh)) |
                     eg::shared<"s">(dense<5>) | eg::tanh | eg::shared<"s">(dense<5>) | dense<2>;
constexpr auto alone = eg::input<7> | dense<3>;

/// A layer of one's own that knows nothing of weight norm: x · w₁ · w₂ with two weights that are normalized.
template <class W>
struct twice_t : eg::layer {
  static constexpr std::string_view name = "twice";
  constexpr eg::symbol formula(eg::symbol x) const {
    return x * x.parameter("a", {x.features()}, W{}) + x.parameter("b", {x.features()}, eg::init::zeros{});
  }
};
/// Twice a parametrization: the direction is itself made of another weight.
struct odd {
  static constexpr eg::symbol weight(eg::symbol x, std::string_view name, const eg::shape& dims) {
    const auto w = x.parameter(name, dims, eg::init::he_normal{});
    return w * w * w;
  }
};
constexpr auto nested = eg::input<4> | eg::dense<3, eg::weight_norm<odd>> | twice_t<odd>{};

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_weight_norm) {
  check_law<net>(eg::mse, rows_for_law(4, 6, 4));
  check_law<nested>(eg::mse, rows_for_law(4, 4, 3));
  check_float<net>(eg::mse, rows_for_law(4, 6, 4));
}

BOOST_AUTO_TEST_CASE(what_is_multiplied_has_length_g_and_the_direction_of_v) {
  law_model<alone, double> m;
  double x[7 * 7] = {};
  for (int i = 0; i < 7; ++i) x[8 * i] = 1;
  const double* w = m.predict(x, 7);  // line i of the weights, and the bias
  const auto v = m["dense_1.w"], g = m["dense_1.g"], b = m["dense_1.b"];
  BOOST_TEST(g.size() == 3);
  for (int j = 0; j < 3; ++j) {
    double length = 0;
    for (int i = 0; i < 7; ++i) length += v(i, j) * v(i, j);
    for (int i = 0; i < 7; ++i)
      BOOST_TEST(std::fabs(w[i * m.stride() + j] - b(j) - g(j) * v(i, j) / std::sqrt(length)) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(the_gradient_of_v_is_orthogonal_to_v_and_its_length_grows) {
  const rows_for_law data(6, 7, 3);
  law_model<alone, double> m;
  eg::optimizer<double, eg::sgd> rule(eg::sgd{.learning_rate = 0.3});
  const auto v = m["dense_1.w"];
  double before[3] = {};
  for (int step = 0; step < 20; ++step) {
    m.step(eg::mse, data.x.data(), data.y.data(), 6, rule);
    const auto d = m.gradient("dense_1.w");
    for (int j = 0; j < 3; ++j) {
      double inner = 0, square = 0, slope = 0;  // of v after the step, v + 0.3 d before it
      for (int i = 0; i < 7; ++i) {
        const double old = v(i, j) + 0.3 * d(i, j);
        inner += old * d(i, j), square += v(i, j) * v(i, j), slope += d(i, j) * d(i, j);
      }
      BOOST_TEST(std::fabs(inner) < 1e-14);
      BOOST_TEST(square > before[j]);
      if (step > 0) BOOST_TEST(std::fabs(square - before[j] - 0.09 * slope) < 1e-13);  // Pythagoras
      before[j] = square;
    }
  }
}

BOOST_AUTO_TEST_CASE(it_is_the_gradient_of_the_paper) {  // eq. 3: dg = dw · v / |v|, dv = g / |v| dw − g dg / |v|² v
  const rows_for_law data(6, 7, 3);
  law_model<alone, double> m;
  m.differentiate(eg::mse, data.x.data(), data.y.data(), 6);
  const auto v = m["dense_1.w"], g = m["dense_1.g"], b = m["dense_1.b"], dv = m.gradient("dense_1.w"),
             dg = m.gradient("dense_1.g");
  for (int j = 0; j < 3; ++j) {
    double dw[7] = {}, square = 0, along = 0;
    for (int i = 0; i < 7; ++i) square += v(i, j) * v(i, j);
    const double length = std::sqrt(square);
    for (int r = 0; r < 6; ++r) {
      double y = b(j);
      for (int i = 0; i < 7; ++i) y += data.x[std::size_t(7 * r + i)] * g(j) * v(i, j) / length;
      for (int i = 0; i < 7; ++i)
        dw[i] += 2. / 18 * (y - data.y[std::size_t(3 * r + j)]) * data.x[std::size_t(7 * r + i)];
    }
    for (int i = 0; i < 7; ++i) along += dw[i] * v(i, j) / length;
    BOOST_TEST(std::fabs(dg(j) - along) < 1e-14);
    for (int i = 0; i < 7; ++i)
      BOOST_TEST(std::fabs(dv(i, j) - (g(j) / length * dw[i] - g(j) * along / square * v(i, j))) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(weights_of_weight_norm_can_change_where_their_gradients_are_made) {
  check_fused<net>(eg::mse, rows_for_law(4, 6, 4));
}

BOOST_AUTO_TEST_CASE(a_direction_of_zeros_gives_weights_of_zero) {
  law_model<alone, double> m;
  for (int i = 0; i < 7; ++i) m["dense_1.w"](i, 1) = 0;  // a unit whose weights are all pruned
  const double x[7] = {1, -2, 3, -4, 5, -6, 7};
  BOOST_TEST(m.predict(x, 1)[1] == m["dense_1.b"](1));
  const double target[3] = {1, 1, 1};
  BOOST_TEST(std::isfinite(m.differentiate(eg::mse, x, target, 1)));
  for (int j = 0; j < 3; ++j)
    for (int i = 0; i < 7; ++i) BOOST_TEST(std::isfinite(m.gradient("dense_1.w")(i, j)));
}

BOOST_AUTO_TEST_SUITE_END()
