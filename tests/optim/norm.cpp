// The norm of gradients against long double, with ends that fill no pack, and in the stated order.
#include <evengrad/optim/norm.hpp>

#include <vector>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

template <class T>
std::vector<T> numbers_of(std::int64_t n) {
  std::vector<T> g;
  for (std::int64_t i = 0; i < n; ++i) g.push_back(T(std::sin(0.37 * double(i)) * std::pow(10., double(i % 7) - 3)));
  return g;
}

/// The order that is promised: sixteen sums a chunk, joined two by two, chunk after chunk.
double in_order(const std::vector<float>& g) {
  double total = 0;
  for (std::size_t first = 0; first < g.size(); first += eg::norm_chunk) {
    double part[16] = {};
    for (std::size_t i = first; i < g.size() && i < first + eg::norm_chunk; ++i)
      part[(i - first) % 16] += double(g[i]) * double(g[i]);
    for (int half = 8; half > 0; half /= 2)
      for (int p = 0; p < half; ++p) part[p] += part[p + half];
    total += part[0];
  }
  return std::sqrt(total);
}

}  // namespace

BOOST_AUTO_TEST_CASE(norm_is_the_root_of_the_sum_of_squares) {
  for (const std::int64_t n : {0, 1, 15, 16, 17, 100, 4095, 4096, 4097, 50'000}) {
    const auto single = numbers_of<float>(n);
    const auto wide = numbers_of<double>(n);
    long double sum = 0, wide_sum = 0;
    for (const float x : single) sum += static_cast<long double>(x) * static_cast<long double>(x);
    for (const double x : wide) wide_sum += static_cast<long double>(x) * static_cast<long double>(x);
    BOOST_TEST(std::fabs(eg::norm_of(single.data(), n) - double(std::sqrt(sum))) <= 1e-14 * double(std::sqrt(sum)));
    BOOST_TEST(std::fabs(eg::norm_of(wide.data(), n) - double(std::sqrt(wide_sum))) <=
               1e-14 * double(std::sqrt(wide_sum)));
    BOOST_TEST(eg::norm_of(single.data(), n) == in_order(single));
  }
}

BOOST_AUTO_TEST_CASE(large_floats_do_not_overflow) {
  const std::vector<float> g(100, 1e30f);
  BOOST_TEST(std::fabs(eg::norm_of(g.data(), 100) / 1e31 - 1) < 1e-6);
}

BOOST_AUTO_TEST_SUITE_END()
