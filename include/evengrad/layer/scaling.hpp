// The scaling of inputs as part of the network: layers whose constants are fitted to the training data, once, and are
// never learned.
#pragma once
#include <evengrad/core/moments.hpp>
#include <evengrad/core/symmetric_eigen.hpp>
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether a value is made of one row of the input alone, by nothing that is learned or drawn.
constexpr bool is_known_before_training(const graph& g, int value) {
  list<char> known;
  for (int i = 0; i <= value; ++i) {
    const node& x = g[i];
    const bool leaf = x.what == kind::number || x.what == kind::column || x.what == kind::input;
    const bool of_a_row = x.what == kind::map || x.what == kind::reshape || x.what == kind::slice ||
                          x.what == kind::place || x.what == kind::largest || x.what == kind::contract ||
                          (x.what == kind::sum && !(x.aux & over_rows));
    bool all = leaf ? x.aux == 0 : x.what == kind::state ? g.parameters[x.parameter].sees >= 0 : of_a_row;
    for (int k = 0; k < x.inputs; ++k) all = all && known[x.in[k]];
    if (x.what == kind::contract) all = all && g[x.in[1]].what == kind::state;  // what whitens
    known.push(all);
  }
  return known[value];
}

template <class From>
inline constexpr fitting_info fitting{&From::fit, From::together, From::divides, &From::expected};

/// Constants of a scaling layer that sees x: a state that `adapt` fills, and that is no number before. `From::fit`
/// writes them, line after line, and returns how many features, or directions, have no variance to divide by, in whose
/// place it divides by 1.
template <class From>
constexpr symbol fitted(symbol x, std::string_view name, const shape& dims) {
  if (!is_known_before_training(*x.g, x.id)) x.g->fail(fault::scaling_stands_behind_what_is_learned, 0, 0);
  const symbol s = x.state(name, dims, __builtin_nan(""));
  x.g->parameters.back().fitting = &fitting<From>;
  x.g->parameters.back().sees = x.id;
  return s;
}

/// Each feature of which a set of rows has one number: mean, deviation, and so on.
template <class Number>
struct of_each_feature {
  static constexpr bool together = false;
  static int fit(const moments& m, double* to) {
    int constant = 0;
    for (int i = 0; i < m.features; ++i) {
      to[i] = Number::of(m, std::size_t(i));
      if (Number::divides && m.constant(i)) to[i] = 1, ++constant;
    }
    return constant;
  }
  /// For the analysis of signals: what it is of features of this mean and deviation.
  static constexpr law expected(double mean, double deviation, int) {
    return constant_law(Number::divides && deviation > 0 ? deviation : Number::divides ? 1 : mean);
  }
};
struct feature_mean : of_each_feature<feature_mean> {
  static constexpr bool divides = false;
  static double of(const moments& m, std::size_t i) { return m.mean[i]; }
};
struct feature_deviation : of_each_feature<feature_deviation> {
  static constexpr bool divides = true;
  static double of(const moments& m, std::size_t i) { return sqrt(m.variance[i]); }
};
struct feature_minimum : of_each_feature<feature_minimum> {
  static constexpr bool divides = false;
  static double of(const moments& m, std::size_t i) { return m.low[i]; }
  /// Of a uniform law, which min_max suits best.
  static constexpr law expected(double mean, double deviation, int) {
    return constant_law(mean - sqrt(3.) * deviation);
  }
};
struct feature_range : of_each_feature<feature_range> {
  static constexpr bool divides = true;
  static double of(const moments& m, std::size_t i) { return m.high[i] - m.low[i]; }
  static constexpr law expected(double, double deviation, int) {
    return constant_law(deviation > 0 ? 2 * sqrt(3.) * deviation : 1);
  }
};

struct centre_t : layer {
  static constexpr std::string_view name = "centre";
  constexpr symbol formula(symbol x) const { return x - fitted<feature_mean>(x, "mean", {x.features()}); }
};
/// x − mean, feature by feature (the last axis); the mean is that of the rows that `adapt` sees (LeCun et al. 1998,
/// "Efficient BackProp", section 4.3).
inline constexpr centre_t centre;

struct standardize_t : layer {
  static constexpr std::string_view name = "standardize";
  constexpr symbol formula(symbol x) const {
    const symbol mean = fitted<feature_mean>(x, "mean", {x.features()});
    const symbol deviation = fitted<feature_deviation>(x, "deviation", {x.features()});
    return (x - mean) / deviation;
  }
};
/// (x − mean) / deviation, feature by feature (the last axis): mean 0 and variance 1 on the rows that `adapt` sees. For
/// pixels of their own write `flatten` in front of it.
inline constexpr standardize_t standardize;

template <int Low, int High>
struct min_max_t : layer {
  static constexpr std::string_view name = "min_max";
  constexpr symbol formula(symbol x) const {
    const symbol low = fitted<feature_minimum>(x, "low", {x.features()});
    const symbol range = fitted<feature_range>(x, "range", {x.features()});
    return (x - low) / range * double(High - Low) + double(Low);
  }
};
/// To Low … High over the rows that `adapt` sees, feature by feature (the last axis); other rows may lie beyond.
template <int Low = 0, int High = 1>
requires(Low < High) inline constexpr min_max_t<Low, High> min_max;

/// Directions whose variance is less than this share of the largest have none.
inline constexpr double rank_tolerance = 1e-12;

/// Features that do not depend on each other stay as they are, but for their deviation.
struct of_all_features {
  static constexpr bool together = true, divides = false;
  static constexpr law expected(double, double deviation, int features) {
    return normal_law(0, 1 / (sqrt(double(features)) * (deviation > 0 ? deviation : 1)));
  }
};
/// A matrix W for which (x − mean) W has covariance 1: of the eigenvalues λ and eigenvectors U of the covariance.
struct pca : of_all_features {
  static constexpr std::string_view name = "whiten_pca";
  /// W = U λ^−½: features are the directions, from that of the largest variance on.
  static int fit(const moments& m, double* to) {
    const eigen e = symmetric_eigen(m.covariance, m.features);
    const std::size_t n = e.values.size();
    int flat = 0;
    for (std::size_t k = 0; k < n; ++k) {
      const bool varies = e.values[k] > rank_tolerance * e.values[0];
      flat += !varies;
      for (std::size_t i = 0; i < n; ++i) to[i * n + k] = e.vectors[k * n + i] / (varies ? sqrt(e.values[k]) : 1.);
    }
    return flat;
  }
};
struct zca : of_all_features {
  static constexpr std::string_view name = "whiten";
  /// W = U λ^−½ Uᵀ: of all such matrices the one that changes x least (Bell & Sejnowski 1997).
  static int fit(const moments& m, double* to) {
    const eigen e = symmetric_eigen(m.covariance, m.features);
    const std::size_t n = e.values.size();
    int flat = 0;
    for (std::size_t i = 0; i < n * n; ++i) to[i] = 0;
    for (std::size_t k = 0; k < n; ++k) {
      const bool varies = e.values[k] > rank_tolerance * e.values[0];
      const double factor = 1 / (varies ? sqrt(e.values[k]) : 1.);
      const double* u = e.vectors.data() + k * n;
      flat += !varies;
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) to[i * n + j] += factor * u[i] * u[j];
    }
    return flat;
  }
};

template <class How>
struct whiten_t : layer {
  static constexpr std::string_view name = How::name;
  constexpr symbol formula(symbol x) const {
    const symbol mean = fitted<feature_mean>(x, "mean", {x.features()});
    const symbol w = fitted<How>(x, "w", {x.features(), x.features()});
    return matmul(x - mean, w);
  }
};
/// (x − mean) W with covariance 1 on the rows that `adapt` sees; features are the last axis.
inline constexpr whiten_t<zca> whiten;
inline constexpr whiten_t<pca> whiten_pca;

}  // namespace evengrad::inline EVENGRAD_ISA
