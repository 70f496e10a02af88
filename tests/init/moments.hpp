// What a parameter's numbers look like beside the law that they were drawn by.
#pragma once
#include <evengrad/layer/dense.hpp>
#include <evengrad/model/model.hpp>

#include <cmath>

#include <boost/test/unit_test.hpp>

namespace evengrad_test {

namespace eg = evengrad;

struct moments {
  double mean = 0, variance = 0, smallest = INFINITY, largest = -INFINITY, kurtosis = 0;
  template <class T>
  explicit moments(const eg::parameter_view<T>& w) {
    const double n = w.size();
    for (int i = 0; i < w.size(); ++i) {
      const double x = double(w(i));
      mean += x / n, smallest = std::fmin(smallest, x), largest = std::fmax(largest, x);
    }
    for (int i = 0; i < w.size(); ++i) {
      const double d = double(w(i)) - mean;
      variance += d * d / n, kurtosis += d * d * d * d / n;
    }
    kurtosis /= variance * variance;
  }
};

/// Normal numbers with mean 0: mean and variance within five standard errors, kurtosis 3.
inline void check_normal(const moments& m, double variance, int count) {
  BOOST_TEST(std::fabs(m.mean) < 5 * std::sqrt(variance / count));
  BOOST_TEST(std::fabs(m.variance / variance - 1) < 5 * std::sqrt(2. / count));
  BOOST_TEST(std::fabs(m.kurtosis - 3) < 5 * std::sqrt(24. / count));
}
/// Uniform numbers around 0: the same, with kurtosis 9/5, and all within the bounds.
inline void check_uniform(const moments& m, double variance, int count) {
  const double bound = std::sqrt(3 * variance);
  BOOST_TEST(std::fabs(m.mean) < 5 * std::sqrt(variance / count));
  BOOST_TEST(std::fabs(m.variance / variance - 1) < 5 * std::sqrt(0.8 / count));
  BOOST_TEST(std::fabs(m.kurtosis - 1.8) < 0.05);
  BOOST_TEST(m.smallest >= -bound * (1 + 1e-6));
  BOOST_TEST(m.largest <= bound * (1 + 1e-6));
  BOOST_TEST(m.largest > 0.99 * bound);
}

}  // namespace evengrad_test
