// The law of an op: its derivative, with numbers and with symbols, is what dual numbers say, at every point of a grid.
#pragma once
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/graph/symbol.hpp>

#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace evengrad_test {

namespace eg = evengrad;

/// A graph of scalars in numbers: inputs are given, all else follows from the ops.
inline double evaluate(const eg::graph& g, int i, const std::array<double, 3>& inputs) {
  const eg::node& x = g[i];
  if (x.what == eg::kind::number) return x.value;
  if (x.what == eg::kind::input) return inputs[std::size_t(x.aux)];
  BOOST_REQUIRE(x.what == eg::kind::map);
  std::array<double, 3> v{};
  for (int k = 0; k < x.op->arity; ++k) v[std::size_t(k)] = evaluate(g, x.in[std::size_t(k)], inputs);
  return x.op->fold(v);
}

template <class Op, int... K>
std::array<double, 3> by_duals(const std::array<double, 3>& x, std::integer_sequence<int, K...>) {
  std::array<double, 3> d{};
  for (int by = 0; by < int(sizeof...(K)); ++by)
    d[std::size_t(by)] = Op::value(eg::dual<double>{x[K], K == by ? 1. : 0.}...).derivative;
  return d;
}
template <class Op, int... K>
std::array<double, 3> by_numbers(const std::array<double, 3>& x, std::integer_sequence<int, K...>) {
  const auto d = Op::derivative(x[K]..., Op::value(x[K]...));
  if constexpr (sizeof...(K) == 1) return {d};
  else if constexpr (sizeof...(K) == 2) return {d.a, d.b};
  else return {d.a, d.b, d.c};
}
template <class Op, int... K>
void check_lanes(const std::array<double, 3>& x, std::integer_sequence<int, K...>) {
  const double y = Op::value(x[K]...);
  const auto wide = Op::value(eg::pack<double, 4>(x[K])...);
  const auto single = Op::value(eg::pack<float, 8>(float(x[K]))...);
  BOOST_TEST(std::fabs(wide[3] - y) <= 1e-14 * (1 + std::fabs(y)));
  BOOST_TEST(std::fabs(double(single[7]) - y) <= 1e-5 * (1 + std::fabs(y)));
}

/// At one point: how far the derivatives are from the dual numbers', relative to 1 + |derivative|.
template <class Op>
double op_error(const std::array<double, 3>& x) {
  constexpr int arity = eg::arity_of<Op>;
  constexpr std::make_integer_sequence<int, arity> each{};
  const std::array<double, 3> exact = by_duals<Op>(x, each), direct = by_numbers<Op>(x, each);
  eg::graph g;
  eg::operands in;
  for (int k = 0; k < arity; ++k) in[std::size_t(k)] = {&g, g.input({1}, k)};
  const eg::symbol y = eg::map(eg::info<Op>, in[0], in[1], in[2]);
  const eg::operands slope = eg::info<Op>.slope(in, y);
  double worst = 0;
  for (std::size_t k = 0; k < arity; ++k) {
    const double symbolic = slope[k].g ? evaluate(g, slope[k].id, x) : slope[k].value, size = 1 + std::fabs(exact[k]);
    worst = std::fmax(worst, std::fmax(std::fabs(direct[k] - exact[k]), std::fabs(symbolic - exact[k])) / size);
  }
  check_lanes<Op>(x, each);
  return worst;
}

/// Over 101 points of [low, high], kinks left out, and for further operands over three numbers each.
template <class Op>
double op_error(double low, double high, const std::vector<double>& kinks = {},
                const std::array<double, 3>& others = {0.3, 1.7, -0.6}) {
  double worst = 0;
  for (int i = 0; i <= 100; ++i) {
    const double x = low + (high - low) * i / 100;
    bool kink = false;
    for (const double k : kinks) kink = kink || std::fabs(x - k) < 1e-9;
    if (kink) continue;
    for (const double b : others)
      for (const double c : others) {
        worst = std::fmax(worst, op_error<Op>({x, b, c}));
        if (eg::arity_of<Op> < 3) break;
      }
  }
  return worst;
}

}  // namespace evengrad_test
