// Interactions of normalization: with the scale of weights, weight decay and the learning rate to rounding, with
// dropout against measurement.
#include <evengrad/core/philox.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/interaction.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

/// Epsilon is a quarter by 4 to the power −Less; without Less there is none.
template <int... Less>
struct exact : eg::normalization {
  static constexpr double momentum = 0, epsilon = (0. + ... + (0.25 / (1 << (2 * Less))));
};
template <auto Norm>
struct normed : eg::block {
  static constexpr std::string_view name = "normed";
  static constexpr auto graph = eg::dense<6, eg::init::he_normal, void> | Norm | eg::tanh | eg::dense<2>;
};
constexpr auto batch_normed = eg::input<4> | normed<eg::batch_norm_with<exact<>>>{};
constexpr auto layer_normed = eg::input<4> | normed<eg::layer_norm_with<exact<>>>{};
constexpr auto with_epsilon = eg::input<4> | normed<eg::batch_norm_with<exact<0>>>{};
constexpr auto with_less = eg::input<4> | normed<eg::batch_norm_with<exact<1>>>{};

template <const auto& Net>
struct scaled_model : law_model<Net, double> {
  explicit scaled_model(double c) {
    const auto w = this->view(this->entries()[0]);
    for (int i = 0; i < w.size(); ++i) w(i) *= c;
  }
  double run(const rows_for_law& data) { return this->differentiate(eg::mse, data.x.data(), data.y.data(), data.rows); }
  double weight(int i) { return this->view(this->entries()[0])(i); }
  double slope(int i) { return this->gradient(this->entries()[0])(i); }
  double squared_length() {
    double s = 0;
    for (int i = 0; i < 24; ++i) s += weight(i) * weight(i);
    return s;
  }
  double squared_slope() {
    double s = 0;
    for (int i = 0; i < 24; ++i) s += slope(i) * slope(i);
    return s;
  }
  /// W ← keep · W − rate · gradient, and nothing else.
  void descend(double keep, double rate) {
    const auto w = this->view(this->entries()[0]);
    for (int i = 0; i < 24; ++i) w(i) = keep * w(i) - rate * slope(i);
  }
};

template <const auto& Net>
void check_invariance(double c) {
  const rows_for_law data(9, 4, 2);
  scaled_model<Net> a(1), b(c);
  BOOST_TEST(std::fabs(a.run(data) - b.run(data)) < 1e-12);
  double along = 0;
  for (int i = 0; i < 24; ++i) {
    BOOST_TEST(std::fabs(a.slope(i) - c * b.slope(i)) < 1e-12);
    along += a.slope(i) * a.weight(i);
  }
  BOOST_TEST(std::fabs(along) < 1e-12);
  for (const eg::entry& e : a.entries())
    if (e.learned && e.name != a.entries()[0].name)
      for (int i = 0; i < e.dims.size(); ++i) BOOST_TEST(std::fabs(a.gradient(e)(i) - b.gradient(e)(i)) < 1e-12);
}

/// Rows of features with this mean and variance, any two of them with this correlation.
std::vector<double> correlated(int rows, int columns, double mean, double variance, double correlation) {
  const eg::generator g(eg::seed(9), 3);
  std::vector<double> x;
  std::uint64_t at = 0;
  const double own = std::sqrt(variance * (1 - correlation)), common = std::sqrt(variance * correlation);
  for (int r = 0; r < rows; ++r) {
    const double together = double(g.normal(at++));
    for (int i = 0; i < columns; ++i) x.push_back(mean + common * together + own * double(g.normal(at++)));
  }
  return x;
}
constexpr auto dropped = eg::input<8> | eg::dropout(0.3) | eg::batch_norm_with<exact<>>;
constexpr auto weighted =
    eg::input<8> | eg::dropout(0.3) | eg::dense<3, eg::init::he_normal, void> | eg::batch_norm_with<exact<>>;

double variance_of(const double* y, int rows, std::int64_t stride) {
  double mean = 0, square = 0;
  for (int r = 0; r < rows; ++r) mean += y[r * stride] / rows, square += y[r * stride] * y[r * stride] / rows;
  return square - mean * mean;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_scale_of_weights_before_a_normalization_is_nothing) {
  for (const double c : {0.125, 3.7, 1000.}) {
    check_invariance<batch_normed>(c);
    check_invariance<layer_normed>(c);
  }
}

BOOST_AUTO_TEST_CASE(epsilon_stands_for_a_scale) {
  const rows_for_law data(9, 4, 2);
  BOOST_TEST(eg::epsilon_by_scale(0.25, 2) == exact<1>::epsilon);
  scaled_model<with_less> a(1);
  scaled_model<with_epsilon> b(2), c(1);
  BOOST_TEST(std::fabs(a.run(data) - b.run(data)) < 1e-14);
  BOOST_TEST(std::fabs(a.run(data) - c.run(data)) > 1e-3);
}

BOOST_AUTO_TEST_CASE(the_effective_learning_rate_is_all_that_counts) {
  const rows_for_law data(9, 4, 2);
  const double c = 3;
  scaled_model<batch_normed> a(1), b(c);
  const double length = std::sqrt(a.squared_length()), rate = 0.1 * length * length;
  BOOST_TEST(std::fabs(eg::effective_learning_rate(rate, length) - 0.1) < 1e-15);
  BOOST_TEST(std::fabs(eg::effective_learning_rate(c * c * rate, c * length) - 0.1) < 1e-15);
  for (int step = 0; step < 20; ++step) {
    BOOST_TEST(std::fabs(a.run(data) - b.run(data)) < 1e-12);
    a.descend(1, rate), b.descend(1, c * c * rate);
    for (int i = 0; i < 24; ++i) BOOST_TEST(std::fabs(c * a.weight(i) - b.weight(i)) < 1e-11);
  }
}

BOOST_AUTO_TEST_CASE(weight_decay_is_a_schedule_of_the_learning_rate) {
  const rows_for_law data(9, 4, 2);
  const double rate = 0.5, decay = 0.1;
  scaled_model<batch_normed> decaying(1), scheduled(1), plain(1);
  double worst = 0, last = 0, last_plain = 0;
  for (int step = 0; step < 30; ++step) {
    last = decaying.run(data), last_plain = plain.run(data);
    worst = std::fmax(worst, std::fabs(last - scheduled.run(data)));
    decaying.descend(1 - rate * decay, rate), plain.descend(1, rate);
    scheduled.descend(1, eg::learning_rate_without_decay(rate, decay, step));
  }
  BOOST_TEST(worst < 1e-12);
  BOOST_TEST(std::fabs(last - last_plain) > 1e-4);  // the rate is not nothing
  BOOST_TEST(decaying.squared_length() < 0.5 * scheduled.squared_length());
}

BOOST_AUTO_TEST_CASE(the_length_settles_where_growth_and_decay_meet) {
  // noise for targets, so that the gradient goes on
  const double rate = 0.5, decay = 0.02;
  scaled_model<batch_normed> m(1);
  double square = 0, slope = 0, by_unit = 0;
  const int rows = 6, from = 1500, to = 9000;
  std::vector<double> x = correlated(rows * to, 4, 0, 1, 0), y = correlated(rows * to, 2, 0, 1, 0);
  for (int step = 0; step < to; ++step) {
    m.differentiate(eg::mse, x.data() + 4 * rows * step, y.data() + 2 * rows * ((step * 7 + 3) % to), rows);
    if (step >= from) {
      const double s = m.squared_length(), g = m.squared_slope();
      square += s, slope += g, by_unit += g * s;
    }
    m.descend(1 - rate * decay, rate);
  }
  const double n = to - from;
  BOOST_TEST(std::fabs(square * decay * (2 - rate * decay) / (rate * slope) - 1) < 0.01);
  const double settled = eg::equilibrium_length(rate, decay, std::sqrt(by_unit / n));
  BOOST_TEST_MESSAGE("length " << std::sqrt(square / n) << ", predicted " << settled);
  BOOST_TEST(std::fabs(std::sqrt(square / n) / settled - 1) < 0.03);
  BOOST_TEST(std::fabs(eg::effective_learning_rate(rate, settled) -
                       std::sqrt(rate * decay * (2 - rate * decay) / (by_unit / n))) < 1e-14);
}

BOOST_AUTO_TEST_CASE(dropout_shifts_the_variance_that_batch_norm_sees) {
  static_assert(eg::variance_shift{.rate = 0.5}.ratio() == 0.5);
  static_assert(eg::variance_shift{.rate = 0, .mean = 3, .variance = 2, .correlation = 0.5, .alignment = 4}.ratio() ==
                1);
  const int rows = 30'000;
  const double mean = 0.6, variance = 1.5, correlation = 0.25;
  const std::vector<double> x = correlated(rows, 8, mean, variance, correlation), no_target(std::size_t(8 * rows));
  const eg::variance_shift alone{.rate = 0.3, .mean = mean, .variance = variance};
  eg::model<dropped, double> m;
  m.differentiate(eg::mse, x.data(), no_target.data(), rows);
  double seen = 0, given = 0;
  for (int i = 0; i < 8; ++i) seen += m["batch_norm_1.moving_variance"](i) / 8;
  const double* y = m.predict(x.data(), rows);
  for (int i = 0; i < 8; ++i) given += variance_of(y + i, rows, m.stride()) / 8;
  BOOST_TEST_MESSAGE("in training " << seen << ", predicted " << alone.in_training() << "; at inference " << given
                                    << ", predicted " << alone.ratio());
  BOOST_TEST(std::fabs(seen / alone.in_training() - 1) < 0.01);
  BOOST_TEST(std::fabs(given / alone.ratio() - 1) < 0.01);
  law_model<weighted, double> n;
  n.differentiate(eg::mse, x.data(), no_target.data(), rows);
  const auto w = n["dense_1.w"], moving = n["batch_norm_1.moving_variance"], gamma = n["batch_norm_1.gamma"];
  y = n.predict(x.data(), rows);
  for (int j = 0; j < 3; ++j) {
    double sum = 0, square = 0;
    for (int i = 0; i < 8; ++i) sum += w(i, j), square += w(i, j) * w(i, j);
    const eg::variance_shift s{
        .rate = 0.3, .mean = mean, .variance = variance, .correlation = correlation, .alignment = sum * sum / square};
    const double out = variance_of(y + j, rows, n.stride()) / (gamma(j) * gamma(j));
    BOOST_TEST_MESSAGE("alignment " << s.alignment << ": " << moving(j) << ", predicted " << square * s.in_training()
                                    << "; " << out << ", predicted " << s.ratio());
    BOOST_TEST(std::fabs(moving(j) / (square * s.in_training()) - 1) < 0.02);
    BOOST_TEST(std::fabs(out / s.ratio() - 1) < 0.02);
  }
}

BOOST_AUTO_TEST_SUITE_END()
