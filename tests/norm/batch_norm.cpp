// Batch norm: gradients through the statistics, moving averages, inference, policies, where it stands, and inside of
// blocks, which take it as a policy.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/weight_norm.hpp>
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
struct of_population : slow {
  static constexpr bool unbiased = true;
};
constexpr auto alone_unbiased = eg::input<2> | eg::batch_norm_with<of_population>;
constexpr auto unbiased = eg::input<3, 2> | eg::batch_norm_with<of_population>;
// Where it is written: in front of the activation, or behind it.
constexpr auto before = eg::input<3> | eg::dense<2, eg::init::he_normal, void> | eg::batch_norm_with<slow> | eg::relu;
constexpr auto after = eg::input<3> | eg::dense<2, eg::init::he_normal, void> | eg::relu | eg::batch_norm_with<slow>;

/// Policies of a block: what normalizes, as an object or as a type, and what draws.
template <auto Norm, class Init>
struct normed : eg::block {
  static constexpr std::string_view name = "normed";
  static constexpr auto graph = eg::residual(eg::dense<3, Init> | Norm | eg::tanh);
};
template <class Norm, class Init>
struct normed_by : eg::block {
  static constexpr std::string_view name = "normed";
  static constexpr auto graph = eg::residual(eg::dense<3, Init> | Norm{} | eg::tanh);
};
using lengths_of_one = eg::weight_norm<eg::init::he_normal, eg::init::ones>;
constexpr auto by_object = eg::input<3> | normed<eg::batch_norm_with<slow>, eg::init::ones>{} |
                           eg::repeat<2>(normed<eg::layer_norm, lengths_of_one>{});
constexpr auto by_type = eg::input<3> | normed_by<eg::batch_norm_t<slow>, eg::init::ones>{} |
                         eg::repeat<2>(normed_by<decltype(eg::layer_norm), lengths_of_one>{});

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

BOOST_AUTO_TEST_CASE(the_moving_variance_can_be_that_of_the_population) {
  eg::model<unbiased, double> m;
  const double x[] = {1, 10, 2, 20, 6, 60}, target[6] = {};
  double variance = 1;
  for (int step = 0; step < 3; ++step) {
    m.differentiate(eg::mse, x, target, 1);  // one row of three lines: m = 3
    variance = 0.75 * variance + 0.25 * 14 / 3 * 1.5;
    BOOST_TEST(std::fabs(m["batch_norm_1.moving_variance"](0) - variance) < 1e-14);
  }
  const rows_for_law data(5, 6, 6);
  eg::model<unbiased, double> n;
  n.differentiate(eg::mse, data.x.data(), data.y.data(), 5);
  double mean = 0, square = 0;
  for (int i = 0; i < 15; ++i) mean += data.x[std::size_t(2 * i)] / 15;
  for (int i = 0; i < 15; ++i) square += (data.x[std::size_t(2 * i)] - mean) * (data.x[std::size_t(2 * i)] - mean);
  BOOST_TEST(std::fabs(n["batch_norm_1.moving_variance"](0) - (0.75 + 0.25 * square / 14)) < 1e-14);
  eg::model<alone_unbiased, double> o;  // of one number there is none, so it is 0, and not 0/0
  o.differentiate(eg::mse, x, target, 1);
  BOOST_TEST(o["batch_norm_1.moving_variance"](0) == 0.75);
}

BOOST_AUTO_TEST_CASE(it_stands_where_it_is_written) {
  const rows_for_law data(6, 3, 2);
  check_law<before>(eg::mse, data);
  check_law<after>(eg::mse, data);
  law_model<before, double> a;
  law_model<after, double> b;
  a.differentiate(eg::mse, data.x.data(), data.y.data(), 6), b.differentiate(eg::mse, data.x.data(), data.y.data(), 6);
  const auto w = a["dense_1.w"];
  for (int j = 0; j < 2; ++j) {
    double mean = 0, square = 0, mean_of_relu = 0, square_of_relu = 0;
    for (int r = 0; r < 6; ++r) {
      double t = 0;
      for (int i = 0; i < 3; ++i) t += data.x[std::size_t(3 * r + i)] * w(i, j);
      const double s = t > 0 ? t : 0;
      mean += t / 6, square += t * t / 6, mean_of_relu += s / 6, square_of_relu += s * s / 6;
    }
    auto moved = [](double mean, double square) { return 0.75 + 0.25 * (square - mean * mean); };
    BOOST_TEST(std::fabs(a["batch_norm_1.moving_variance"](j) - moved(mean, square)) < 1e-14);
    BOOST_TEST(std::fabs(b["batch_norm_1.moving_variance"](j) - moved(mean_of_relu, square_of_relu)) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(a_block_takes_its_normalization_and_its_initializer) {
  const rows_for_law data(4, 3, 3);
  eg::model<by_object, double> a;
  eg::model<by_type, double> b;
  BOOST_TEST(a["normed_1.dense_1.w"](2, 1) == 1);
  BOOST_TEST(a["repeat_1.2.normed_1.dense_1.g"](2) == 1);
  BOOST_TEST(a.differentiate(eg::mse, data.x.data(), data.y.data(), 4) ==
             b.differentiate(eg::mse, data.x.data(), data.y.data(), 4));
  for (std::size_t i = 0; i < a.entries().size(); ++i) BOOST_TEST(a.entries()[i].name == b.entries()[i].name);
  check_law<by_object>(eg::mse, data);
}

BOOST_AUTO_TEST_SUITE_END()
