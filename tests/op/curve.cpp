// What activations do to signals: largest slopes, kinks, near-linear zones, and both derivatives from one definition.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/op/curve.hpp>
#include <evengrad/op/elu.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hard.hpp>
#include <evengrad/op/leaky_relu.hpp>
#include <evengrad/op/softplus.hpp>
#include <evengrad/op/trigonometry.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

namespace {

constexpr bool about(double x, double y, double within = 1e-9) { return x - y <= within && y - x <= within; }
constexpr bool about(const eg::interval& i, double low, double high, double within = 1e-8) {
  return (i.low == low || about(i.low, low, within)) && (i.high == high || about(i.high, high, within));
}
constexpr double everywhere = __builtin_inf();

/// The derivative of node i by the input, forwards over the graph by the partials of each op as symbols.
double tangent(eg::graph& g, int i, double x) {
  const eg::node n = g[i];
  if (n.what == eg::kind::number) return 0;
  if (n.what == eg::kind::input) return 1;
  eg::operands in;
  for (int k = 0; k < n.op->arity; ++k) in[std::size_t(k)] = {&g, n.in[std::size_t(k)]};
  const eg::operands by = n.op->slope(in, eg::symbol{&g, i});
  double d = 0;
  for (int k = 0; k < n.op->arity; ++k) {
    const eg::symbol& s = by[std::size_t(k)];
    d += (s.g ? evaluate(g, s.id, {x}) : s.value) * tangent(g, n.in[std::size_t(k)], x);
  }
  return d;
}

/// How far the op's derivative, and the derivative of that by dual numbers and as a graph, are from the dual numbers of
/// dual numbers of its value, and these from differences.
template <class Op>
void check_both_derivatives(std::vector<double> kinks = {}) {
  double first = 0, second = 0, symbolic = 0, differences = 0;
  for (int i = -90; i <= 90; ++i) {
    const double x = i * 0.1, h = 1e-5;
    bool kink = false;
    for (const double k : kinks) kink = kink || std::fabs(x - k) < 1e-9;
    if (kink) continue;
    const eg::curve_point p = eg::curve_at(eg::elementwise<Op>{}, x);
    const eg::dual<double> z{x, 1}, slope(Op::derivative(z, Op::value(z)));
    eg::graph g;
    const eg::symbol in{&g, g.input({1}, 0)}, y = eg::map(eg::info<Op>, in);
    const eg::symbol d = eg::info<Op>.slope({in}, y)[0];
    first = std::fmax(first, std::fabs(slope.value - p.slope));
    second = std::fmax(second, std::fabs(slope.derivative - p.bend));
    symbolic = std::fmax(symbolic, std::fabs((d.g ? tangent(g, d.id, x) : 0) - p.bend));
    const double up = eg::curve_at(eg::elementwise<Op>{}, x + h).slope,
                 down = eg::curve_at(eg::elementwise<Op>{}, x - h).slope;
    differences = std::fmax(differences, std::fabs((up - down) / (2 * h) - p.bend));
  }
  BOOST_TEST(first <= 1e-12, Op::name << ": first derivative " << first);
  BOOST_TEST(second <= 1e-12, Op::name << ": second derivative " << second);
  BOOST_TEST(symbolic <= 1e-12, Op::name << ": second derivative as a graph " << symbolic);
  BOOST_TEST(differences <= 1e-8, Op::name << ": second derivative by differences " << differences);
}

// The published figures, to their digits: https://arxiv.org/abs/1706.02515 for selu, the others from the formulas.
static_assert(eg::max_slope<eg::logistic_op> == 0.25);
static_assert(eg::max_slope<eg::tanh_op> == 1 && eg::max_slope_of(eg::identity_layer) == 1);
static_assert(about(eg::max_slope<eg::scaled_tanh_op>, 1.7159 * 2 / 3));
static_assert(eg::max_slope<eg::softsign_op> == 1);
static_assert(eg::max_slope<eg::relu_op> == 1);
static_assert(about(eg::max_slope<eg::selu_op>, 1.0507009873554805 * 1.6732632423543772));
static_assert(about(eg::max_slope<eg::gelu_op>, 1.128904145185, 1e-11));
static_assert(about(eg::max_slope<eg::silu_op>, 1.099839320129, 1e-11));
static_assert(about(eg::max_slope<eg::mish_op>, 1.088498161253, 1e-11));
static_assert(eg::max_slope<eg::softplus_op> == 1);
static_assert(about(eg::max_slope<eg::hard_sigmoid_op>, 1. / 6));
static_assert(about(eg::max_slope<eg::hard_swish_op>, 1.5));
static_assert(about(eg::max_slope<eg::sin_op>, 1));
static_assert(eg::max_slope_of(eg::elu(2)) == 2 && eg::max_slope_of(eg::elu(0.5)) == 1);
static_assert(eg::max_slope_of(eg::leaky_relu(0.05)) == 1 && eg::max_slope_of(eg::leaky_relu(3)) == 3);

static_assert(eg::kinks<eg::relu_op>.size() == 1 && eg::kinks<eg::relu_op>[0] == 0);
static_assert(eg::kinks<eg::hard_tanh_op>.size() == 2 && eg::kinks<eg::hard_tanh_op>[0] == -1 &&
              eg::kinks<eg::hard_tanh_op>[1] == 1);
static_assert(eg::kinks<eg::hard_swish_op>.size() == 2 && eg::kinks<eg::hard_swish_op>[1] == 3);
static_assert(eg::kinks<eg::selu_op>.size() == 1 && eg::kinks<eg::selu_op>[0] == 0);
static_assert(eg::kinks<eg::gelu_op>.size() == 0 && eg::kinks<eg::mish_op>.size() == 0);
static_assert(eg::kinks_of(eg::elu()).size() == 0 && eg::kinks_of(eg::elu(0.5)).size() == 1);

// Sigmoid: s(1 − s)(1 − 2s) is 0.02 at 0.1614 and 3.8252.
static_assert(eg::near_linear<eg::logistic_op>.size() == 3);
static_assert(about(eg::near_linear<eg::logistic_op>[0], -everywhere, -3.82523156));
static_assert(about(eg::near_linear<eg::logistic_op>[1], -0.16139360, 0.16139360));
static_assert(about(eg::near_linear<eg::logistic_op>[2], 3.82523156, everywhere));
static_assert(eg::near_linear<eg::relu_op>.size() == 2 && about(eg::near_linear<eg::relu_op>[0], -everywhere, 0) &&
              about(eg::near_linear<eg::relu_op>[1], 0, everywhere));
// Softsign bends by 2/(1 + |x|)³, and jumps through 0 without a zone there; elu by e^x below zero.
static_assert(eg::near_linear<eg::softsign_op>.size() == 2 &&
              about(eg::near_linear<eg::softsign_op>[1], 3.6415888336, everywhere));
static_assert(about(eg::near_linear_of(eg::elu())[0], -everywhere, -3.9120230054));
static_assert(eg::near_linear<eg::hard_swish_op>.size() == 2 && eg::near_linear<eg::gelu_op>.size() == 4);
static_assert(eg::near_linear_of(eg::identity_layer).size() == 1 &&
              eg::near_linear_of(eg::identity_layer)[0].contains(1e300));

}  // namespace

BOOST_AUTO_TEST_CASE(both_derivatives_come_from_one_definition) {
  check_both_derivatives<eg::logistic_op>(), check_both_derivatives<eg::tanh_op>();
  check_both_derivatives<eg::scaled_tanh_op>(), check_both_derivatives<eg::softsign_op>({0});
  check_both_derivatives<eg::relu_op>({0}), check_both_derivatives<eg::selu_op>({0});
  check_both_derivatives<eg::gelu_op>(), check_both_derivatives<eg::gelu_tanh_op>();
  check_both_derivatives<eg::gelu_sigmoid_op>(), check_both_derivatives<eg::silu_op>();
  check_both_derivatives<eg::mish_op>(), check_both_derivatives<eg::softplus_op>();
  check_both_derivatives<eg::hard_sigmoid_op>({-3, 3}), check_both_derivatives<eg::hard_tanh_op>({-1, 1});
  check_both_derivatives<eg::hard_swish_op>({-3, 3});
}

/// At a kink the op's derivative and the dual numbers say the same.
template <class Op>
double slope_at_kink(double x) {
  const double d = Op::derivative(x, Op::value(x));
  BOOST_TEST(d == eg::curve_at(eg::elementwise<Op>{}, x).slope, Op::name << " at " << x);
  return d;
}
BOOST_AUTO_TEST_CASE(slopes_at_kinks_are_those_that_are_stated) {
  BOOST_TEST(slope_at_kink<eg::relu_op>(0) == 0);
  BOOST_TEST(slope_at_kink<eg::hard_tanh_op>(-1) == 0);
  BOOST_TEST(slope_at_kink<eg::hard_tanh_op>(1) == 0);
  BOOST_TEST(slope_at_kink<eg::hard_sigmoid_op>(-3) == 0);
  BOOST_TEST(slope_at_kink<eg::hard_sigmoid_op>(3) == 0);
  BOOST_TEST(slope_at_kink<eg::hard_swish_op>(-3) == 0);
  BOOST_TEST(slope_at_kink<eg::hard_swish_op>(3) == 1);
  BOOST_TEST(slope_at_kink<eg::softsign_op>(0) == 1);
  BOOST_TEST(std::fabs(slope_at_kink<eg::selu_op>(0) - 1.7580993408473766) < 1e-15);
  BOOST_TEST(eg::curve_at(eg::elu(0.7), 0).slope == 0.7);
  BOOST_TEST(eg::elu_op::derivative(0., 0.7, 0.).a == 0.7);
  BOOST_TEST(eg::curve_at(eg::leaky_relu(0.05), 0).slope == 0.05);
  BOOST_TEST(eg::leaky_relu_op::derivative(0., 0.05, 0.).a == 0.05);
}

BOOST_AUTO_TEST_CASE(activations_with_a_number_bend_as_their_formulas_do) {
  for (int i = -40; i <= 40; ++i) {
    const double x = i * 0.1 + 0.05;
    const eg::curve_point e = eg::curve_at(eg::elu(0.7), x), l = eg::curve_at(eg::leaky_relu(0.05), x);
    BOOST_TEST(std::fabs(e.slope - (x > 0 ? 1 : 0.7 * std::exp(x))) < 1e-15);
    BOOST_TEST(std::fabs(e.bend - (x > 0 ? 0 : 0.7 * std::exp(x))) < 1e-15);
    BOOST_TEST((l.slope == (x > 0 ? 1 : 0.05) && l.bend == 0));
  }
}

BOOST_AUTO_TEST_CASE(zones_are_where_the_second_derivative_is_small) {
  const auto check = [](const auto& f, const eg::few<eg::interval>& zones) {
    for (int i = -12000; i <= 12000; ++i) {
      const double x = i * 1e-3 + 3e-4, bend = std::fabs(eg::curve_at(f, x).bend);
      bool inside = false;
      for (const eg::interval& z : zones) inside = inside || z.contains(x);
      BOOST_TEST(inside == (bend < 0.02), "at " << x << " the second derivative is " << bend);
    }
  };
  check(eg::sigmoid, eg::near_linear<eg::logistic_op>), check(eg::tanh, eg::near_linear<eg::tanh_op>);
  check(eg::gelu, eg::near_linear<eg::gelu_op>), check(eg::mish, eg::near_linear<eg::mish_op>);
  check(eg::elu(0.5), eg::near_linear_of(eg::elu(0.5))), check(eg::hard_swish, eg::near_linear<eg::hard_swish_op>);
}

BOOST_AUTO_TEST_CASE(activations_with_a_number_are_functions_too) {
  BOOST_TEST(eg::elu(0.5)(-1.) == 0.5 * eg::elu()(-1.));
  BOOST_TEST(eg::leaky_relu(0.25)(eg::pack<float, 8>(-4.f))[7] == -1);
  BOOST_TEST(eg::leaky_relu(0.25)(3.f) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
