// What batch norm was made for: two noisy circles, a narrow net with weights from N(0, 1), saturating activations,
// large learning rates (the running example of the literature: 2-5-5-5-5-1, 100 epochs).
#include <evengrad/combinator/branch.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

/// Radius 1 is class 0, radius ½ class 1, with noise of deviation 0.1.
eg::table circles(int rows) {
  eg::table t;
  t.width = t.classes = 2;
  const eg::generator g(eg::seed{20});
  for (int i = 0; i < rows; ++i) {
    const double angle = 6.283185307179586 * i / rows, radius = i % 2 ? 0.5 : 1;
    const float x[] = {float(radius * std::cos(angle)) + 0.1f * g.normal(std::uint64_t(2 * i)),
                       float(radius * std::sin(angle)) + 0.1f * g.normal(std::uint64_t(2 * i + 1))},
                y = float(i % 2);
    t.append(x, &y);
  }
  return t;
}
using n01 = eg::init::normal<1>;
inline constexpr auto dense = eg::dense<5, n01>;
template <auto A, auto Norm>
constexpr auto five = eg::input<2> | dense | A | dense | A | dense | Norm | A | dense | A | eg::dense<1, n01>;

template <const auto& Net>
double learned(double rate) {
  const eg::table data = circles(500);
  double sum = 0;
  for (const std::uint64_t s : {1, 2, 3}) {
    eg::model<Net, double> m(eg::seed{s});
    eg::fit(m, data, eg::binary_cross_entropy, eg::momentum{.learning_rate = rate}, {.epochs = 100, .show = false});
    sum += eg::accuracy(m, data) / 3;
  }
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_saturating_activation_learns_behind_a_batch_norm) {
  const double plain = learned<five<eg::sigmoid, eg::identity_layer>>(0.01),
               normed = learned<five<eg::sigmoid, eg::batch_norm>>(0.01);
  BOOST_TEST_MESSAGE("sigmoid: " << plain << ", with batch norm " << normed);
  BOOST_TEST(plain < 0.7);
  BOOST_TEST(normed > 0.8);
}

BOOST_AUTO_TEST_CASE(a_larger_learning_rate_can_be_taken) {
  const double plain = learned<five<eg::relu, eg::identity_layer>>(0.3),
               normed = learned<five<eg::relu, eg::batch_norm>>(0.3);
  BOOST_TEST_MESSAGE("relu, rate 0.3: " << plain << ", with batch norm " << normed);
  BOOST_TEST(plain < 0.7);
  BOOST_TEST(normed > 0.95);
}

BOOST_AUTO_TEST_SUITE_END()
