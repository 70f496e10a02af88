// Loops over elements come back as vectors: the graph does not grow with their length, and means the same.
#include <evengrad/autodiff/gradient.hpp>

#include "functions.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

template <class F, std::size_t... N>
constexpr int rolled_nodes = eg::rolled<F, std::array<eg::symbol, N>...>().count;

static_assert(rolled_nodes<rosenbrock<ours>, 100> == rolled_nodes<rosenbrock<ours>, 20>);
static_assert(rolled_nodes<rosenbrock<ours>, 100> < 20);
static_assert(rolled_nodes<log_sum_exp<ours>, 50> < 10);
static_assert(rolled_nodes<springs<ours>, 64, 64> == rolled_nodes<springs<ours>, 32, 32>);

struct unlike {
  constexpr auto operator()(const auto& x) const { return x[0] * x[1] + exp(x[2]) + x[3] / x[4] + x[5]; }
};
static_assert(rolled_nodes<unlike, 6> == eg::traced<unlike, std::array<eg::symbol, 6>>().count, "nothing to roll");

template <class F, std::size_t N>
void check_rolled(double low, double high) {
  const auto x = draws{}.array<N>(low, high);
  const auto [value, gradient] = eg::value_and_gradient(F{})(x);
  check_close(value, F{}(x), 1e-13);
  check_close(gradient, dual_gradient(F{}, x), 1e-12);
}

struct alternating {  // two kinds of terms, both signs, constants that differ from term to term
  constexpr auto operator()(const auto& x) const {
    auto s = x[0] * x[1];
    for (int i = 1; i < 24; ++i) s = i % 2 ? s - double(i) * x[i] * x[(7 * i) % 24] : s + exp(x[i] * 0.1);
    return s;
  }
};
struct of_lines {  // sums inside a sum: a matrix
  constexpr auto operator()(const auto& x) const {
    auto total = x[0] * 0.;
    for (int i = 0; i < 12; ++i) {
      auto line = x[i] * x[0];
      for (int k = 1; k < 9; ++k) line = line + x[12 + k] * x[(i + k) % 12];
      total = total + sqrt(line * line + 1.);
    }
    return total;
  }
};
struct repeated_terms {  // the same element in every term, or in every other
  constexpr auto operator()(const auto& x) const {
    auto s = exp(x[0]);
    for (int i = 1; i < 20; ++i) s = s + exp(x[0] * x[i % 2]);
    return s;
  }
};
struct largest_of {
  constexpr auto operator()(const auto& x) const {
    auto m = x[0] * x[0];
    for (int i = 1; i < 16; ++i) m = eg::max(m, x[i] * x[i]);
    return m;
  }
};
struct thousand {  // longer than calls may be deep
  constexpr auto operator()(const auto& x) const {
    auto s = x[0] * x[1];
    for (int i = 1; i < 1000; ++i) s = s + x[i] * x[(i + 1) % 1000];
    return s;
  }
};

BOOST_AUTO_TEST_CASE(what_is_rolled_means_the_same) {
  check_rolled<alternating, 24>(-1, 1);
  check_rolled<of_lines, 21>(-1, 1);
  check_rolled<repeated_terms, 2>(-1, 1);
  check_rolled<largest_of, 16>(-1, 1);
  check_rolled<thousand, 1000>(-1, 1);
}

BOOST_AUTO_TEST_SUITE_END()
