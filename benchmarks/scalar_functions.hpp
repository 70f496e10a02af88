// The functions whose gradients are measured, written once for numbers, symbols and the rivals' types.
#pragma once
#include <array>
#include <cmath>
#include <evengrad/op/erf.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/log1p.hpp>
#include <evengrad/op/power.hpp>
#include <evengrad/op/root.hpp>
#include <evengrad/op/trigonometry.hpp>
#include <type_traits>

namespace eg = evengrad;

// Whose elementary functions a function is written with.
struct ours {
  static constexpr auto exp(const auto& x) { return eg::exp(x); }
  static constexpr auto log(const auto& x) { return eg::log(x); }
  static constexpr auto log1p(const auto& x) { return eg::log1p(x); }
  static constexpr auto sqrt(const auto& x) { return eg::sqrt(x); }
  static constexpr auto cos(const auto& x) { return eg::cos(x); }
  static constexpr auto tanh(const auto& x) { return eg::tanh(x); }
  static constexpr auto normal_cdf(const auto& x) { return eg::normal_cdf(x); }
  static constexpr auto max(const auto& a, const auto& b) { return eg::max(a, b); }
};
// std:: for numbers, and what the type itself brings for others.
struct standard {
  template <class X>
  using result = std::conditional_t<std::is_arithmetic_v<X>, X, X>;
  static auto exp(const auto& x) {
    using std::exp;
    return result<std::remove_cvref_t<decltype(x)>>(exp(x));
  }
  static auto log(const auto& x) {
    using std::log;
    return result<std::remove_cvref_t<decltype(x)>>(log(x));
  }
  static auto sqrt(const auto& x) {
    using std::sqrt;
    return result<std::remove_cvref_t<decltype(x)>>(sqrt(x));
  }
  static auto cos(const auto& x) {
    using std::cos;
    return result<std::remove_cvref_t<decltype(x)>>(cos(x));
  }
  static auto tanh(const auto& x) {
    using std::tanh;
    return result<std::remove_cvref_t<decltype(x)>>(tanh(x));
  }
  template <class X>
  static X log1p(const X& x) {
    if constexpr (std::is_arithmetic_v<X>) return std::log1p(x);
    else return log(1. + x);
  }
  template <class X>
  static X normal_cdf(const X& x) {
    if constexpr (std::is_arithmetic_v<X>) return 0.5 * std::erfc(x * -0.70710678118654752);
    else return 0.5 * (1. + erf(x * 0.70710678118654752));
  }
  template <class X>
  static X max(const X& a, const X& b) {
    if (a < b) return b;
    return a;
  }
};

template <class M>
struct rosenbrock {
  constexpr auto operator()(const auto& x) const {
    auto term = [&](int i) {
      const auto a = x[i + 1] - x[i] * x[i], b = 1. - x[i];
      return 100. * (a * a) + b * b;
    };
    auto s = term(0);
    for (int i = 1; i + 1 < int(x.size()); ++i) s = s + term(i);
    return s;
  }
};

template <class M>
struct gaussian {  // −log likelihood of data under mean and deviation
  constexpr auto operator()(const auto& mean, const auto& deviation, const auto& data) const {
    auto term = [&](int i) {
      const auto z = (data[i] - mean) / deviation;
      return 0.5 * (z * z) + M::log(deviation) + 0.91893853320467274;
    };
    auto s = term(0);
    for (int i = 1; i < int(data.size()); ++i) s = s + term(i);
    return s;
  }
};

template <class M>
struct black_scholes {  // the price of a call
  constexpr auto operator()(const auto& spot, const auto& strike, const auto& rate, const auto& volatility,
                            const auto& time) const {
    const auto spread = volatility * M::sqrt(time);
    const auto d1 = (M::log(spot / strike) + (rate + 0.5 * (volatility * volatility)) * time) / spread,
               d2 = d1 - spread;
    return spot * M::normal_cdf(d1) - strike * M::exp(-(rate * time)) * M::normal_cdf(d2);
  }
};

template <class M>
struct net {  // 2-4-4-1 with tanh, weights in one array
  constexpr auto operator()(const auto& w, const auto& x) const {
    auto unit = [&](const auto& in, int width, int at) {
      auto s = w[at] + w[at + 1] * in[0];
      for (int i = 1; i < width; ++i) s = s + w[at + 1 + i] * in[i];
      return s;
    };
    const auto h = [&](int j) { return M::tanh(unit(x, 2, 3 * j)); };
    const std::array first{h(0), h(1), h(2), h(3)};
    const auto k = [&](int j) { return M::tanh(unit(first, 4, 12 + 5 * j)); };
    const std::array second{k(0), k(1), k(2), k(3)};
    return unit(second, 4, 32);
  }
};

template <class M>
struct himmelblau {
  constexpr auto operator()(const auto& x, const auto& y) const {
    const auto a = x * x + y - 11., b = x + y * y - 7.;
    return a * a + b * b;
  }
};

template <class M>
struct ackley {
  constexpr auto operator()(const auto& x) const {
    auto squares = x[0] * x[0];
    auto waves = M::cos(6.2831853071795865 * x[0]);
    for (int i = 1; i < int(x.size()); ++i) {
      squares = squares + x[i] * x[i];
      waves = waves + M::cos(6.2831853071795865 * x[i]);
    }
    const double n = double(x.size());
    return -20. * M::exp(-0.2 * M::sqrt(squares / n)) - M::exp(waves / n) + 22.718281828459045;
  }
};

template <class M>
struct logistic_regression {
  constexpr auto operator()(const auto& w, const auto& x, const auto& y) const {
    auto term = [&](int i) {
      auto z = w[0] * x[i][0];
      for (int j = 1; j < int(w.size()); ++j) z = z + w[j] * x[i][j];
      return M::log1p(M::exp(-(y[i] * z)));
    };
    auto s = term(0);
    for (int i = 1; i < int(y.size()); ++i) s = s + term(i);
    return s;
  }
};

template <class M>
struct kepler {  // energy of a planet
  constexpr auto operator()(const auto& qx, const auto& qy, const auto& px, const auto& py) const {
    return 0.5 * (px * px + py * py) - 1. / M::sqrt(qx * qx + qy * qy);
  }
};

template <class M>
struct product {
  constexpr auto operator()(const auto& x) const {
    auto p = x[0] * x[1];
    for (int i = 2; i < int(x.size()); ++i) p = p * x[i];
    return p;
  }
};

template <class M>
struct log_sum_exp {
  constexpr auto operator()(const auto& x) const {
    auto most = M::max(x[0], x[1]);
    for (int i = 2; i < int(x.size()); ++i) most = M::max(most, x[i]);
    auto s = M::exp(x[0] - most);
    for (int i = 1; i < int(x.size()); ++i) s = s + M::exp(x[i] - most);
    return most + M::log(s);
  }
};

template <class M>
struct springs {  // energy of a chain of masses in the plane
  constexpr auto operator()(const auto& x, const auto& y) const {
    auto term = [&](int i) {
      const auto dx = x[i + 1] - x[i], dy = y[i + 1] - y[i];
      const auto stretch = M::sqrt(dx * dx + dy * dy) - 1.;
      return 0.5 * (stretch * stretch) + 0.1 * y[i];
    };
    auto s = term(0);
    for (int i = 1; i + 1 < int(x.size()); ++i) s = s + term(i);
    return s;
  }
};
