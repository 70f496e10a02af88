// How derivatives are checked: against dual numbers, and against central differences of the function itself.
#pragma once
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/core/dual.hpp>
#include <span>

#include "../../benchmarks/scalar_functions.hpp"

namespace evengrad_test {

/// Numbers that are the same in every run.
struct draws {
  unsigned state = 1;
  double between(double low, double high) {
    state = state * 1664525u + 1013904223u;
    return low + (high - low) * (state >> 8) / double(1 << 24);
  }
  template <std::size_t N>
  std::array<double, N> array(double low, double high) {
    std::array<double, N> x;
    for (double& y : x) y = between(low, high);
    return x;
  }
};

/// The same within a share of the largest number expected, or of 1.
template <std::size_t N, std::size_t M>
void check_close(std::span<const double, N> got, std::span<const double, M> expected, double tolerance) {
  BOOST_REQUIRE_EQUAL(got.size(), expected.size());
  double largest = 1;
  for (double e : expected) largest = std::fmax(largest, std::fabs(e));
  for (std::size_t i = 0; i < got.size(); ++i) {
    BOOST_TEST_INFO("number " << i << ": " << got[i] << ", expected " << expected[i]);
    BOOST_CHECK_SMALL((got[i] - expected[i]) / largest, tolerance);
  }
}
template <std::size_t N>
void check_close(const std::array<double, N>& got, const std::array<double, N>& expected, double tolerance) {
  check_close(std::span<const double, N>(got), std::span<const double, N>(expected), tolerance);
}
inline void check_close(double got, double expected, double tolerance) {
  check_close(std::array{got}, std::array{expected}, tolerance);
}

/// The gradient of a function of one array, a partial derivative at a time.
template <class F, std::size_t N>
std::array<double, N> dual_gradient(F f, const std::array<double, N>& x) {
  std::array<double, N> gradient;
  for (std::size_t i = 0; i < N; ++i) {
    std::array<eg::dual<double>, N> at;
    for (std::size_t k = 0; k < N; ++k) at[k] = eg::dual<double>{x[k], k == i ? 1. : 0.};
    gradient[i] = eg::dual<double>(f(at)).derivative;
  }
  return gradient;
}

/// (f(x + h e) − f(x − h e)) / 2h: the error grows with h² and with 1e-16/h.
template <class F, std::size_t N>
std::array<double, N> central_differences(F f, std::array<double, N> x, double h = 1e-5) {
  std::array<double, N> gradient;
  for (std::size_t i = 0; i < N; ++i) {
    const double at = x[i];
    x[i] = at + h;
    const double above = f(x);
    x[i] = at - h;
    gradient[i] = (above - f(x)) / (2 * h);
    x[i] = at;
  }
  return gradient;
}

}  // namespace evengrad_test
