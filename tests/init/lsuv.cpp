// LSUV: every layer's output has the variance 1, in chains, blocks, repetitions and residual sums; and what cannot be.
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/core/philox.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/maxout.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/leaky_relu.hpp>
#include <evengrad/train/lsuv.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

template <class Activation>
constexpr auto ten(Activation a) {
  using w = eg::init::normal<1, 100>;
  constexpr auto d = eg::dense<64, w>;
  return eg::input<30> | d | a | d | a | d | a | d | a | d | a | d | a | d | a | d | a | d | a | eg::dense<5, w>;
}
constexpr auto relu_net = ten(eg::relu);
constexpr auto tanh_net = ten(eg::tanh);
constexpr auto repeated = eg::input<30> | eg::dense<32, eg::init::normal<3>> |
                          eg::repeat<10>(eg::residual(eg::dense<32, eg::init::normal<2>> | eg::tanh | eg::dense<32>)) |
                          eg::dense<3>;
constexpr auto shared = eg::input<30> | eg::dense<16> | eg::repeat_shared<3>(eg::dense<16> | eg::tanh) |
                        eg::shared<"w">(eg::dense<16>) | eg::relu | eg::shared<"w">(eg::dense<16>);
constexpr auto dead = eg::input<30> | eg::dense<8> | eg::bias_from<eg::init::constant<-1000>> | eg::relu | eg::dense<4>;
constexpr auto far = eg::input<30> | eg::dense<8, eg::init::he_normal, eg::init::normal<5>> | eg::relu | eg::dense<4>;

constexpr auto maxed =
    eg::input<30> | eg::maxout_dense<32, 3> | eg::maxout_dense<32, 3> | eg::maxout_dense<32, 3> | eg::dense<4>;
constexpr auto thousand = eg::input<30> | eg::dense<32> |
                          eg::repeat<1000>(eg::dense<32, eg::init::normal<1>> | eg::leaky_relu(0.33)) | eg::dense<4>;
constexpr auto kept = eg::input<30> | eg::frozen(eg::dense<32>) | eg::tanh | eg::dense<32>;
constexpr auto biased = eg::input<30> | eg::bias | eg::relu;

std::vector<float> rows_of(int rows, int width, double deviation = 1) {
  std::vector<float> x(std::size_t(rows * width));
  const eg::generator g(eg::seed{77});
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(deviation) * g.normal(i);
  return x;
}
template <class View>
double variance(const View& y) {
  double mean = 0, square = 0;
  const double n = double(y.rows) * y.size();
  for (std::int64_t r = 0; r < y.rows; ++r)
    for (int i = 0; i < y.size(); ++i) mean += y(r, i) / n;
  for (std::int64_t r = 0; r < y.rows; ++r)
    for (int i = 0; i < y.size(); ++i) square += (y(r, i) - mean) * (y(r, i) - mean) / n;
  return square;
}

template <const auto& Net, class T>
void check_ten() {
  eg::model<Net, T> m{eg::seed{1}};
  const std::vector<float> x = rows_of(256, 30, 7);
  const auto layers = eg::lsuv(m, {x.data(), 256, 30});
  BOOST_REQUIRE(layers.size() == 10u);
  constexpr auto watching = eg::watching<"dense_1", "dense_2", "dense_3", "dense_4", "dense_5", "dense_6", "dense_7",
                                         "dense_8", "dense_9", "dense_10">(eg::mse);
  const std::vector<T> rows(x.begin(), x.end()), target(256 * 5);
  m.differentiate(watching, rows.data(), target.data(), 256);
  for (int i = 0; i < 10; ++i) {
    const std::string name = "dense_" + std::to_string(i + 1);
    BOOST_TEST(layers[std::size_t(i)].name == name);
    const double v = variance(m.output(name));
    BOOST_TEST(std::fabs(v - 1) < 0.1, name << " has the variance " << v);
    BOOST_TEST(layers[std::size_t(i)].variance == v, boost::test_tools::tolerance(1e-5));
    BOOST_TEST(layers[std::size_t(i)].tries <= 1);
  }
}

template <class M>
std::vector<double> weights_of(M& m) {
  return {m.weights(), m.weights() + m.weight_count()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(ten_layers_have_unit_variance) {
  check_ten<relu_net, float>();
  check_ten<tanh_net, float>();
  check_ten<tanh_net, double>();
}

BOOST_AUTO_TEST_CASE(weights_stay_orthogonal_or_keep_their_direction) {
  eg::model<tanh_net, double> m{eg::seed{1}}, kept{eg::seed{1}}, drawn{eg::seed{1}};
  const std::vector<float> x = rows_of(100, 30);
  eg::lsuv(m, {x.data(), 100, 30});
  const auto w = m["dense_2.w"];
  double square = 0, product = 0;
  for (int i = 0; i < 64; ++i) square += w(i, 0) * w(i, 0), product += w(i, 0) * w(i, 1);
  BOOST_TEST(std::fabs(product) < 1e-12 * square);
  eg::lsuv(kept, {x.data(), 100, 30}, {.orthonormal = false});
  const double ratio = kept["dense_5.w"](0) / drawn["dense_5.w"](0);
  for (int i = 0; i < 64 * 64; ++i)
    BOOST_TEST(kept["dense_5.w"](i) == ratio * drawn["dense_5.w"](i), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(copies_of_a_block_are_scaled_one_by_one) {
  eg::model<repeated, double> m{eg::seed{1}};
  const std::vector<float> x = rows_of(200, 30);
  const auto layers = eg::lsuv(m, {x.data(), 200, 30});
  BOOST_REQUIRE(layers.size() == 22u);
  BOOST_TEST(layers[1].name == "repeat_1.1.dense_1");
  BOOST_TEST(layers[20].name == "repeat_1.10.dense_2");
  BOOST_TEST(layers[21].name == "dense_2");
  for (const eg::lsuv_layer& l : layers) BOOST_TEST(std::fabs(l.variance - 1) < 0.1, l.name);
  // The same by hand: the first layer, then each copy, then the last.
  std::vector<double> h(200 * 32);
  auto product = [&](const std::vector<double>& from, const eg::parameter_view<double>& w) {
    std::vector<double> y(std::size_t(200 * w.columns()));
    for (int r = 0; r < 200; ++r)
      for (int j = 0; j < w.columns(); ++j)
        for (int i = 0; i < w.lines(); ++i)
          y[std::size_t(r * w.columns() + j)] += from[std::size_t(r * w.lines() + i)] * w(i, j);
    return y;
  };
  auto is_one = [](const std::vector<double>& y, const std::string& name) {
    double mean = 0, square = 0;
    for (double v : y) mean += v / double(y.size());
    for (double v : y) square += (v - mean) * (v - mean) / double(y.size());
    BOOST_TEST(std::fabs(square - 1) < 0.1, name << " has the variance " << square);
  };
  h = product({x.begin(), x.end()}, m["dense_1.w"]);
  is_one(h, "dense_1");
  for (int n = 1; n <= 10; ++n) {
    const std::string block = "repeat_1." + std::to_string(n);
    std::vector<double> a = product(h, m[block + ".dense_1.w"]);
    is_one(a, block + ".dense_1");
    for (double& v : a) v = std::tanh(v);
    a = product(a, m[block + ".dense_2.w"]);
    is_one(a, block + ".dense_2");
    for (std::size_t i = 0; i < h.size(); ++i) h[i] += a[i];
  }
  is_one(product(h, m["dense_2.w"]), "dense_2");
}

BOOST_AUTO_TEST_CASE(shared_weights_are_scaled_where_they_come_first) {
  eg::model<shared, double> m{eg::seed{1}};
  const std::vector<float> x = rows_of(200, 30);
  const auto layers = eg::lsuv(m, {x.data(), 200, 30});
  BOOST_REQUIRE(layers.size() == 3u);
  BOOST_TEST(layers[1].name == "repeat_shared_1.dense_1");
  for (const eg::lsuv_layer& l : layers) BOOST_TEST(std::fabs(l.variance - 1) < 0.1, l.name);
}

BOOST_AUTO_TEST_CASE(maxout_leaky_rectifiers_a_thousand_layers_and_frozen_ones) {
  const std::vector<float> x = rows_of(200, 30, 3);
  auto check = [&](auto&& m, std::size_t layers) {
    const auto scaled = eg::lsuv(m, {x.data(), 200, 30});
    BOOST_TEST(scaled.size() == layers);
    for (const eg::lsuv_layer& l : scaled) BOOST_TEST(std::fabs(l.variance - 1) < 0.1, l.name);
  };
  check(eg::model<maxed>{eg::seed{1}}, 4);
  check(eg::model<thousand>{eg::seed{1}}, 1002);
  eg::model<kept, double> m{eg::seed{1}}, drawn{eg::seed{1}};
  check(m, 1);
  for (int i = 0; i < 30 * 32; ++i) BOOST_TEST(m["dense_1.w"](i) == drawn["dense_1.w"](i));
}

BOOST_AUTO_TEST_CASE(a_head_can_stay_as_it_is) {
  eg::model<relu_net, double> m{eg::seed{1}}, drawn{eg::seed{1}};
  const std::vector<float> x = rows_of(100, 30);
  BOOST_TEST(eg::lsuv(m, {x.data(), 100, 30}, {.head = false}).size() == 9u);
  for (int i = 0; i < 64 * 5; ++i) BOOST_TEST(m["dense_10.w"](i) == drawn["dense_10.w"](i));
  BOOST_TEST(m["dense_9.w"](0) != drawn["dense_9.w"](0));
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_weights) {
  eg::model<repeated, float> a{eg::seed{1}}, b{eg::seed{2}}, c{eg::seed{1}};
  const std::vector<float> x = rows_of(64, 30);
  eg::lsuv(a, {x.data(), 64, 30}), eg::lsuv(b, {x.data(), 64, 30}),
      eg::lsuv(c, {x.data(), 64, 30}, {.seed = eg::seed{9}});
  BOOST_TEST(weights_of(a) == weights_of(b));
  BOOST_TEST(weights_of(a) != weights_of(c));
}

BOOST_AUTO_TEST_CASE(what_does_not_converge_leaves_the_model_as_it_was) {
  const std::vector<float> x = rows_of(100, 30);
  auto fails = [&](auto& m, const eg::rows_view& rows, const eg::lsuv_options& o, std::string_view message) {
    const std::vector<double> before = weights_of(m);
    BOOST_CHECK_EXCEPTION(eg::lsuv(m, rows, o), eg::error, [&](const eg::error& e) {
      BOOST_TEST_CONTEXT(e.what()) BOOST_TEST(std::string_view(e.what()).starts_with(message));
      return true;
    });
    BOOST_TEST(weights_of(m) == before);
  };
  eg::model<dead> d{eg::seed{1}};
  fails(d, {x.data(), 100, 30}, {}, "lsuv, dense_2: the variance of its output is 0.000000; give rows that differ");
  eg::model<far> f{eg::seed{1}};
  fails(f, {x.data(), 100, 30}, {}, "lsuv, dense_1: the variance of its output is 2");
  const std::vector<float> zero(300, 0.f);
  fails(f, {zero.data(), 10, 30}, {}, "lsuv, dense_1: the variance of its output is ");
  fails(f, {x.data(), 100, 29}, {}, "data: 29 features a row");
  fails(f, {x.data(), 0, 30}, {}, "data: no rows");
  fails(f, {x.data(), 100, 30}, {.tolerance = 0}, "lsuv.tolerance: 0.000000; give a positive number");
  fails(f, {x.data(), 100, 30}, {.tries = 0}, "lsuv.tries: 0; allow one");
  eg::model<biased> b{eg::seed{1}};
  fails(b, {x.data(), 100, 30}, {}, "lsuv: a network without weights to divide; give it layers");
  std::vector<float> bad = x;
  bad[35] = NAN;
  fails(f, {bad.data(), 100, 30}, {}, "data, row 1 of the features, column 5: nan");
}

BOOST_AUTO_TEST_SUITE_END()
