// Gains: PyTorch's table, and the gain of an op by quadrature while compiling.
#include <evengrad/init/gain.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/elu.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hard.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/leaky_relu.hpp>

#include "moments.hpp"

using namespace evengrad_test;
namespace gain = evengrad::init::gain;

BOOST_AUTO_TEST_SUITE(init)

namespace {

/// 1 / √E a(z)² by the trapezoidal rule with many points.
template <class F>
double by_sum(F a) {
  double s = 0;
  constexpr int n = 2'400'000;
  for (int i = 0; i <= n; ++i) {
    const double z = -12 + 24. * i / n, v = a(z);
    s += std::exp(-z * z / 2) * v * v;
  }
  return 1 / std::sqrt(s * 24 / n / std::sqrt(2 * 3.141592653589793));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_table_is_that_of_calculate_gain) {
  static_assert(eg::gain_of<gain::linear> == 1);
  BOOST_TEST(eg::gain_of<gain::tanh> == 5. / 3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(eg::gain_of<gain::relu> == std::sqrt(2.));
  BOOST_TEST(eg::gain_of<gain::selu> == 0.75);
  BOOST_TEST((eg::gain_of<gain::leaky_relu<1, 4>>) == std::sqrt(2 / (1 + 1. / 16)));
  BOOST_TEST(eg::gain_of<gain::leaky_relu<>> == std::sqrt(2 / 1.0001));
}

BOOST_AUTO_TEST_CASE(a_gain_follows_from_the_value_of_an_op) {
  const auto close = boost::test_tools::tolerance(1e-12);
  BOOST_TEST(eg::gain_of<gain::of<eg::relu_op>> == std::sqrt(2.), close);
  BOOST_TEST(eg::gain_of<gain::of<eg::selu_op>> == 1, close);
  BOOST_TEST((eg::gain_of<gain::of<eg::leaky_relu_op, -1>>) == 1, close);  // |x|
  BOOST_TEST(eg::gain_of<gain::of<eg::tanh_op>> == by_sum([](double z) { return std::tanh(z); }), close);
  BOOST_TEST(
      eg::gain_of<gain::of<eg::gelu_op>> == by_sum([](double z) { return z * std::erfc(-z / std::sqrt(2.)) / 2; }),
      close);
  BOOST_TEST(eg::gain_of<gain::of<eg::hard_tanh_op>> == by_sum([](double z) { return std::fmax(-1, std::fmin(z, 1)); }),
             boost::test_tools::tolerance(1e-10));
}

BOOST_AUTO_TEST_SUITE_END()
