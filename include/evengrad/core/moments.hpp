// What a set of rows is like, feature by feature: mean, variance, range, and how features vary together.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Of so many features. Rows are shown twice, first to `add` and then, after `settle`, to `add_deviations`: the sums of
/// squares are then those of differences from the mean, which lose nothing where the mean is large.
struct moments {
  int features = 0;
  std::int64_t rows = 0;
  /// The variance is that of the rows that are there (1/n).
  std::vector<double> mean, variance, low, high;
  /// features × features, the same on both sides of the diagonal; empty unless it was asked for.
  std::vector<double> covariance;

  moments() = default;
  moments(int features, bool together)
      : features(features),
        mean(std::size_t(features)),
        variance(mean),
        low(mean),
        high(mean),
        covariance(together ? std::size_t(features) * std::size_t(features) : 0) {}

  void add(const double* x) {
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] += x[i];
      low[i] = rows == 0 || x[i] < low[i] ? x[i] : low[i];
      high[i] = rows == 0 || x[i] > high[i] ? x[i] : high[i];
    }
    ++rows;
  }
  void settle() {
    for (double& m : mean) m /= double(rows);
  }
  void add_deviations(const double* x) {
    const std::size_t n = mean.size();
    deviation_.resize(n);
    for (std::size_t i = 0; i < n; ++i) deviation_[i] = x[i] - mean[i];
    for (std::size_t i = 0; i < n; ++i) variance[i] += deviation_[i] * deviation_[i] / double(rows);
    if (covariance.empty()) return;
    for (std::size_t i = 0; i < n; ++i) {
      const double d = deviation_[i] / double(rows);
      double* line = covariance.data() + i * n;
      if (d != 0)
        for (std::size_t j = 0; j <= i; ++j) line[j] += d * deviation_[j];
    }
  }
  /// The other half of the covariance.
  void finish() {
    const std::size_t n = mean.size();
    if (!covariance.empty())
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) covariance[j * n + i] = covariance[i * n + j];
  }
  /// Whether every row has the same number there.
  bool constant(int feature) const { return low[std::size_t(feature)] == high[std::size_t(feature)]; }

 private:
  std::vector<double> deviation_;
};

}  // namespace evengrad::inline EVENGRAD_ISA
