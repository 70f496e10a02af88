// Layer-wise pre-training: each layer gives back what it reads, as a linear one the principal components; heads stay.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/core/philox.hpp>
#include <evengrad/data/digits.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/pretrain.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

constexpr auto net =
    eg::input<8, 8> | eg::flatten | eg::dense<24> | eg::tanh | eg::dense<12> | eg::tanh | eg::dense<10>;
constexpr auto linear = eg::input<3> | eg::dense<2> | eg::dense<1>;
constexpr auto repeated = eg::input<4> | eg::repeat<3>(eg::dense<4> | eg::tanh) | eg::dense<2>;

const eg::fit_options quiet{.batch = 32, .epochs = 12, .show = false};

/// Rows of three features that lie in a plane.
std::vector<float> plane(int rows) {
  std::vector<float> x;
  const eg::generator g(eg::seed{3});
  for (int r = 0; r < rows; ++r) {
    const float a = g.normal(std::uint64_t(2 * r)), b = g.normal(std::uint64_t(2 * r + 1));
    x.insert(x.end(), {a + b, a - b, 2 * a});
  }
  return x;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_layer_learns_to_keep_what_it_reads) {
  const auto [train, test] = eg::digits();
  eg::model<net> m{eg::seed{1}}, drawn{eg::seed{1}};
  const auto layers = eg::pretrain(m, train.view().x, eg::adam{.learning_rate = 3e-3}, quiet);
  BOOST_REQUIRE(layers.size() == 2u);
  BOOST_TEST(layers[0].name == "dense_1");
  BOOST_TEST(layers[1].name == "dense_2");
  for (const eg::pretrained_layer& l : layers)
    BOOST_TEST(l.last < 0.5 * l.first, l.name << ' ' << l.first << ' ' << l.last);
  auto changes = [&](const char* name) {
    int n = 0;
    for (int i = 0; i < m[std::string(name)].size(); ++i) n += m[std::string(name)](i) != drawn[std::string(name)](i);
    return n;
  };
  BOOST_TEST(changes("dense_1.w") > 1000);
  BOOST_TEST(changes("dense_2.b") == 12);
  BOOST_TEST(changes("dense_3.w") == 0, "the head stays");
}

BOOST_AUTO_TEST_CASE(a_linear_encoder_finds_the_plane) {
  const std::vector<float> x = plane(400);
  eg::model<linear, double> m{eg::seed{2}};
  const auto layers =
      eg::pretrain(m, {x.data(), 400, 3}, eg::adam{.learning_rate = 0.02}, {.batch = 50, .epochs = 150, .show = false});
  BOOST_REQUIRE(layers.size() == 1u);
  BOOST_TEST(layers[0].last < 1e-3);  // two numbers tell all three: PCA leaves nothing
  // The encoder must not fold the plane: it tells (1, 1, 2) and (1, −1, 0) apart.
  double u[2] = {}, v[2] = {};
  const auto w = m["dense_1.w"];
  for (int j = 0; j < 2; ++j) u[j] = w(0, j) + w(1, j) + 2 * w(2, j), v[j] = w(0, j) - w(1, j);
  BOOST_TEST(std::fabs(u[0] * v[1] - u[1] * v[0]) > 0.1);
}

BOOST_AUTO_TEST_CASE(a_repetition_is_one_encoder) {
  std::vector<float> x(400);
  const eg::generator g(eg::seed{5});
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = g.normal(i) / 2;
  eg::model<repeated> m{eg::seed{1}};
  const auto layers = eg::pretrain(m, {x.data(), 100, 4}, eg::adam{.learning_rate = 1e-2}, quiet);
  BOOST_REQUIRE(layers.size() == 1u);
  BOOST_TEST(layers[0].name == "repeat_1.1.dense_1");
  BOOST_TEST(layers[0].last < layers[0].first);
}

BOOST_AUTO_TEST_CASE(what_fails_leaves_the_model_as_it_was) {
  eg::model<linear, double> m{eg::seed{2}}, drawn{eg::seed{2}};
  std::vector<float> x = plane(20);
  BOOST_CHECK_THROW(eg::pretrain(m, {x.data(), 20, 3}, eg::sgd{.learning_rate = 1e30}, quiet), eg::error);
  BOOST_CHECK_THROW(eg::pretrain(m, {x.data(), 30, 2}, eg::sgd{.learning_rate = .1}, quiet), eg::error);
  x[4] = NAN;
  BOOST_CHECK_THROW(eg::pretrain(m, {x.data(), 20, 3}, eg::sgd{.learning_rate = .1}, quiet), eg::error);
  for (int i = 0; i < m.weight_count(); ++i) BOOST_TEST(m.weights()[i] == drawn.weights()[i]);
}

BOOST_AUTO_TEST_SUITE_END()
