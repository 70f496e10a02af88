// What is kept of many numbers: how many, mean, deviation, extremes and a histogram. Figures of parts merge to those of
// the whole.
#pragma once
#include <evengrad/probe/log_histogram.hpp>

#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// Mean and spread of finite numbers, and how many were not finite.
struct spread_of_many {
  std::int64_t count = 0, not_finite = 0;
  double mean = 0, squares = 0;  // the sum of squared deviations from the mean
  double smallest = 0, largest = 0;

  double deviation() const { return count > 0 ? std::sqrt(squares / double(count)) : 0; }
  double rms() const { return count > 0 ? std::sqrt(squares / double(count) + mean * mean) : 0; }
  /// Of both together (Chan, Golub and LeVeque 1979).
  void merge(const spread_of_many& x) {
    not_finite += x.not_finite;
    if (x.count == 0) return;
    const double n = double(count), m = double(x.count), apart = x.mean - mean;
    squares += x.squares + apart * apart * n * m / (n + m), mean += apart * m / (n + m);
    smallest = count == 0 || x.smallest < smallest ? x.smallest : smallest;
    largest = count == 0 || x.largest > largest ? x.largest : largest;
    count += x.count;
  }
};

/// The same with a histogram, which of large tensors may count a part of the numbers.
struct figures : spread_of_many {
  log_histogram histogram;

  double percentile(double share) const { return histogram.percentile(share); }
  /// Of the numbers in the histogram.
  double share_of_zeros() const {
    for (const log_histogram::bucket& b : histogram.filled)
      if (b.at == 0) return double(b.count) / double(histogram.count());
    return 0;
  }
  void merge(const figures& x) { spread_of_many::merge(x), histogram.merge(x.histogram); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
