// Weight norm's initialization from data: mean 0 and variance 1 before each activation, in blocks and repetitions too.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/train/init_from_data.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

template <int N, class B = eg::init::zeros>
inline constexpr auto dense = eg::dense<N, eg::weight_norm<>, B>;
constexpr auto chain = eg::input<2, 5> | dense<6> | eg::relu | dense<7, eg::init::ones> | eg::tanh | dense<3, void>;
constexpr auto repeated = eg::input<5> | dense<6> | eg::tanh |
                          eg::repeat<3>(eg::residual(dense<6> | eg::tanh | dense<6>)) |
                          eg::repeat_shared<2>(dense<6> | eg::relu) | dense<4>;
constexpr auto last_of_repeated =
    eg::input<5> | dense<6> | eg::tanh | eg::repeat<3>(eg::residual(dense<6> | eg::tanh | dense<6>));
constexpr auto plain = eg::input<5> | eg::dense<6>;
constexpr auto dead = eg::input<5> | dense<6> | eg::bias_from<eg::init::constant<-1000>> | eg::relu | dense<3>;

/// What a layer does with g and b is told by its output.
struct other_t : eg::layer {
  static constexpr std::string_view name = "other";
  constexpr eg::symbol formula(eg::symbol x) const {
    const auto w = x.parameter("w", {x.features(), 4}, eg::init::he_normal{});
    const auto g = x.parameter("g", {4}, eg::init::ones{});
    return eg::tanh(matmul(x, w) * g);
  }
};
constexpr auto other = eg::input<5> | other_t{};

std::vector<float> rows_of(int rows, int width) {
  std::vector<float> x(std::size_t(rows * width));
  const eg::generator g(eg::seed{7});
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 3 * g.normal(i) + 2;
  return x;
}
void check_moments(const auto& y, bool centred = true) {
  const int n = y.dims.last();
  for (int i = 0; i < n; ++i) {
    double mean = 0, square = 0;
    const double count = double(y.rows) * y.dims.lines();
    for (std::int64_t r = 0; r < y.rows; ++r)
      for (int at = i; at < y.size(); at += n) mean += y(r, at) / count, square += y(r, at) * y(r, at) / count;
    if (centred) BOOST_TEST(std::fabs(mean) < 1e-12);
    BOOST_TEST(std::fabs(square - mean * mean - 1) < 1e-12);
  }
}
template <const auto& Net>
void check_refusal(const std::vector<float>& x, int rows, const char* what) {
  eg::model<Net, double> m;
  const std::vector<double> before(m.weights(), m.weights() + m.weight_count());
  BOOST_CHECK_EXCEPTION(eg::init_from_data(m, {x.data(), rows, 5}), eg::error, [&](const eg::error& e) {
    BOOST_TEST_MESSAGE(e.what());
    return std::string(e.what()).find(what) != std::string::npos;
  });
  BOOST_TEST(std::equal(before.begin(), before.end(), m.weights()));
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_output_has_mean_0_and_variance_1_over_the_rows) {
  law_model<chain, double> m;
  const std::vector<float> x = rows_of(200, 10);
  const auto names = eg::init_from_data(m, {x.data(), 200, 10});
  BOOST_TEST((names == std::vector<std::string>{"dense_1", "dense_2", "dense_3"}));
  const std::vector<double> rows(x.begin(), x.end()), none(200 * 6);
  m.differentiate(eg::watching<"dense_1", "dense_2", "dense_3">(eg::mse), rows.data(), none.data(), 200);
  check_moments(m.output("dense_1")), check_moments(m.output("dense_2")), check_moments(m.output("dense_3"), false);
}

BOOST_AUTO_TEST_CASE(from_ones_and_zeros_g_is_1_over_the_deviation_and_b_minus_the_mean_over_it) {
  eg::model<repeated, double> m(eg::seed{2}), fresh(eg::seed{2});
  const std::vector<float> x = rows_of(100, 5);
  const auto names = eg::init_from_data(m, {x.data(), 100, 5});
  BOOST_TEST(names.size() == 1u + 3 * 2 + 1 + 1);
  BOOST_TEST(names[3] == "repeat_1.2.dense_1");
  BOOST_TEST(names[7] == "repeat_shared_1.dense_1");
  const auto v = fresh["dense_1.w"];
  for (int j = 0; j < 6; ++j) {
    double length = 0, mean = 0, square = 0;
    for (int i = 0; i < 5; ++i) length += v(i, j) * v(i, j);
    for (int r = 0; r < 100; ++r) {
      double t = 0;
      for (int i = 0; i < 5; ++i) t += v(i, j) / std::sqrt(length) * double(x[std::size_t(5 * r + i)]);
      mean += t / 100, square += t * t / 100;
    }
    const double deviation = std::sqrt(square - mean * mean);
    BOOST_TEST(std::fabs(m["dense_1.g"](j) - 1 / deviation) < 1e-12);
    BOOST_TEST(std::fabs(m["dense_1.b"](j) + mean / deviation) < 1e-12);
    for (int i = 0; i < 5; ++i) BOOST_TEST(m["dense_1.w"](i, j) == v(i, j));
  }
}

BOOST_AUTO_TEST_CASE(copies_of_a_block_are_set_one_after_the_other) {
  eg::model<last_of_repeated, double> m(eg::seed{2});
  const std::vector<float> x = rows_of(100, 5);
  eg::init_from_data(m, {x.data(), 100, 5});
  const auto in = [&](const std::string& layer, const std::vector<double>& from, int inputs) {
    const auto v = m[layer + ".w"], g = m[layer + ".g"], b = m[layer + ".b"];
    std::vector<double> y(100 * 6);
    for (int j = 0; j < 6; ++j) {
      double length = 0, mean = 0, square = 0;
      for (int i = 0; i < inputs; ++i) length += v(i, j) * v(i, j);
      for (int r = 0; r < 100; ++r) {
        double t = b(j);
        for (int i = 0; i < inputs; ++i) t += g(j) * v(i, j) / std::sqrt(length) * from[std::size_t(inputs * r + i)];
        y[std::size_t(6 * r + j)] = t, mean += t / 100, square += t * t / 100;
      }
      BOOST_TEST(std::fabs(mean) < 1e-12);
      BOOST_TEST(std::fabs(square - mean * mean - 1) < 1e-12);
    }
    return y;
  };
  std::vector<double> h = in("dense_1", {x.begin(), x.end()}, 5);
  for (double& u : h) u = std::tanh(u);
  for (const std::string copy : {"repeat_1.1.", "repeat_1.2.", "repeat_1.3."}) {
    std::vector<double> t = in(copy + "dense_1", h, 6);
    for (double& u : t) u = std::tanh(u);
    t = in(copy + "dense_2", t, 6);
    for (std::size_t i = 0; i < h.size(); ++i) h[i] += t[i];
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_leaves_the_model_as_it_was) {
  std::vector<float> x = rows_of(50, 5);
  check_refusal<plain>(x, 50, "no layer with lengths g");
  check_refusal<dead>(x, 50, "the deviation of output 0 is 0");
  check_refusal<other>(x, 50, "g and b do not scale");
  check_refusal<chain>(x, 50, "5 features a row");
  check_refusal<repeated>(x, 1, "the deviation of output 0 is 0");
  x[7] = std::nanf("");
  check_refusal<repeated>(x, 50, "row 1 of the features");
}

BOOST_AUTO_TEST_SUITE_END()
