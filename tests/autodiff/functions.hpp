// The measured functions as functions of one array, and all of them as one list, for tests that hold for any.
#pragma once
#include "check.hpp"

namespace evengrad_test {

template <class X>
using element_of_array = std::remove_cvref_t<decltype(std::declval<X>()[0])>;

struct black_scholes_of_array {
  static constexpr int size = 5;
  static constexpr double low = 0.3, high = 1.3;
  constexpr auto operator()(const auto& x) const { return black_scholes<ours>{}(x[0], x[1], x[2], x[3], x[4]); }
};
struct kepler_of_array {
  static constexpr int size = 4;
  static constexpr double low = 0.5, high = 1;
  constexpr auto operator()(const auto& x) const { return kepler<ours>{}(x[0], x[1], x[2], x[3]); }
};
struct gaussian_of_array {
  static constexpr int size = 22;
  static constexpr double low = 0.5, high = 1.5;
  template <class X>
  constexpr auto operator()(const X& x) const {
    std::array<element_of_array<X>, 20> data{};
    for (int i = 0; i < 20; ++i) data[i] = x[2 + i];
    return gaussian<ours>{}(x[0], x[1], data);
  }
};
struct springs_of_array {
  static constexpr int size = 32;
  static constexpr double low = -4, high = 4;
  template <class X>
  constexpr auto operator()(const X& x) const {
    std::array<element_of_array<X>, 16> a{}, b{};
    for (int i = 0; i < 16; ++i) a[i] = x[2 * i], b[i] = x[2 * i + 1];
    return springs<ours>{}(a, b);
  }
};
struct net_of_array {
  static constexpr int size = 39;
  static constexpr double low = -1, high = 1;
  constexpr auto operator()(const auto& x) const { return net<ours>{}(x, std::array{x[37], x[38]}); }
};
template <class F, int N, int Low, int High>
struct of_array : F {
  static constexpr int size = N;
  static constexpr double low = 0.01 * Low, high = 0.01 * High;
};

/// take(F{}) for each function F.
template <class Take>
void for_each_function(Take take) {
  take(of_array<rosenbrock<ours>, 50, -100, 100>{});
  take(of_array<ackley<ours>, 10, 20, 200>{});
  take(of_array<product<ours>, 12, 50, 150>{});
  take(of_array<log_sum_exp<ours>, 25, -400, 400>{});
  take(black_scholes_of_array{});
  take(kepler_of_array{});
  take(gaussian_of_array{});
  take(springs_of_array{});
  take(net_of_array{});
}

}  // namespace evengrad_test
