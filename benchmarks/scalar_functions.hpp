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
  /// What an expression is worth; only libraries whose expressions refer to their operands need it.
  static constexpr auto value(const auto& x) { return x; }
  static constexpr auto exp(const auto& x) { return eg::exp(x); }
  static constexpr auto log(const auto& x) { return eg::log(x); }
  static constexpr auto log1p(const auto& x) { return eg::log1p(x); }
  static constexpr auto sqrt(const auto& x) { return eg::sqrt(x); }
  static constexpr auto cos(const auto& x) { return eg::cos(x); }
  static constexpr auto tanh(const auto& x) { return eg::tanh(x); }
  static constexpr auto normal_cdf(const auto& x) { return eg::normal_cdf(x); }
  static constexpr auto max(const auto& a, const auto& b) { return eg::max(a, b); }
};
// What the number type V brings, or std::, of arguments that may be expressions of it.
template <class V>
struct theirs {
  static V value(const V& x) { return x; }
  static V exp(const V& x) {
    using std::exp;
    return exp(x);
  }
  static V log(const V& x) {
    using std::log;
    return log(x);
  }
  static V sqrt(const V& x) {
    using std::sqrt;
    return sqrt(x);
  }
  static V cos(const V& x) {
    using std::cos;
    return cos(x);
  }
  static V tanh(const V& x) {
    using std::tanh;
    return tanh(x);
  }
  static V log1p(const V& x) {
    if constexpr (std::is_arithmetic_v<V>) return std::log1p(x);
    else return log(1. + x);
  }
  static V normal_cdf(const V& x) {
    if constexpr (std::is_arithmetic_v<V>) return 0.5 * std::erfc(x * -0.70710678118654752);
    else return 0.5 * (1. + erf(V(x * 0.70710678118654752)));
  }
  static V max(const V& a, const V& b) {
    if (a < b) return b;
    return a;
  }
};

template <class M>
struct rosenbrock {
  constexpr auto operator()(const auto& x) const {
    auto term = [&](int i) {
      const auto a = M::value(x[i + 1] - x[i] * x[i]), b = M::value(1. - x[i]);
      return M::value(100. * (a * a) + b * b);
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
      const auto z = M::value((data[i] - mean) / deviation);
      return M::value(0.5 * (z * z) + M::log(deviation) + 0.91893853320467274);
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
    const auto spread = M::value(volatility * M::sqrt(time));
    const auto d1 = M::value((M::log(spot / strike) + (rate + 0.5 * (volatility * volatility)) * time) / spread),
               d2 = M::value(d1 - spread);
    return M::value(spot * M::normal_cdf(d1) - strike * M::exp(-(rate * time)) * M::normal_cdf(d2));
  }
};

template <class M>
struct net {  // 2-4-4-1 with tanh, weights in one array
  constexpr auto operator()(const auto& w, const auto& x) const {
    auto unit = [&](const auto& in, int width, int at) {
      auto s = M::value(w[at] + w[at + 1] * in[0]);
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
    const auto a = M::value(x * x + y - 11.), b = M::value(x + y * y - 7.);
    return M::value(a * a + b * b);
  }
};

template <class M>
struct ackley {
  constexpr auto operator()(const auto& x) const {
    auto squares = M::value(x[0] * x[0]);
    auto waves = M::cos(6.2831853071795865 * x[0]);
    for (int i = 1; i < int(x.size()); ++i) {
      squares = squares + x[i] * x[i];
      waves = waves + M::cos(6.2831853071795865 * x[i]);
    }
    const double n = double(x.size());
    return M::value(-20. * M::exp(-0.2 * M::sqrt(squares / n)) - M::exp(waves / n) + 22.718281828459045);
  }
};

template <class M>
struct logistic_regression {
  constexpr auto operator()(const auto& w, const auto& x, const auto& y) const {
    auto term = [&](int i) {
      auto z = M::value(w[0] * x[i][0]);
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
    return M::value(0.5 * (px * px + py * py) - 1. / M::sqrt(qx * qx + qy * qy));
  }
};

template <class M>
struct product {
  constexpr auto operator()(const auto& x) const {
    auto p = M::value(x[0] * x[1]);
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
    return M::value(most + M::log(s));
  }
};

template <class M>
struct springs {  // energy of a chain of masses in the plane
  constexpr auto operator()(const auto& x, const auto& y) const {
    auto term = [&](int i) {
      const auto dx = M::value(x[i + 1] - x[i]), dy = M::value(y[i + 1] - y[i]);
      const auto stretch = M::value(M::sqrt(dx * dx + dy * dy) - 1.);
      return M::value(0.5 * (stretch * stretch) + 0.1 * y[i]);
    };
    auto s = term(0);
    for (int i = 1; i + 1 < int(x.size()); ++i) s = s + term(i);
    return s;
  }
};
