// Eigenvalues of matrices that are known, and A = Σ λ v vᵀ of matrices that are not.
#include <evengrad/core/philox.hpp>
#include <evengrad/core/symmetric_eigen.hpp>

#include <cmath>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(core)

namespace {
/// How far V is from orthonormal, and V λ Vᵀ from a, relative to the largest eigenvalue.
void check_eigen(const std::vector<double>& a, int n) {
  const eg::eigen e = eg::symmetric_eigen(a, n);
  const auto v = [&](int k, int i) { return e.vectors[std::size_t(k * n + i)]; };
  const double size = std::fmax(std::fabs(e.values[0]), std::fabs(e.values.back()));
  double apart = 0, askew = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      double sum = 0, dot = 0;
      for (int k = 0; k < n; ++k) {
        sum += e.values[std::size_t(k)] * v(k, i) * v(k, j);
        dot += v(i, k) * v(j, k);
      }
      apart = std::fmax(apart, std::fabs(sum - a[std::size_t(i * n + j)]));
      askew = std::fmax(askew, std::fabs(dot - (i == j)));
    }
  BOOST_TEST(apart <= 1e-13 * (size > 0 ? size : 1), n << " lines: " << apart);
  BOOST_TEST(askew <= 1e-13, n << " lines: " << askew);
  for (int k = 1; k < n; ++k) BOOST_TEST(e.values[std::size_t(k)] <= e.values[std::size_t(k - 1)]);
}
}  // namespace

BOOST_AUTO_TEST_CASE(eigenvalues_of_second_differences_are_known) {
  constexpr int n = 40;
  std::vector<double> a(n * n);
  for (int i = 0; i < n; ++i) {
    a[std::size_t(i * n + i)] = 2;
    if (i > 0) a[std::size_t(i * n + i - 1)] = a[std::size_t(i * n - n + i)] = -1;
  }
  const eg::eigen e = eg::symmetric_eigen(a, n);
  for (int k = 1; k <= n; ++k)
    BOOST_TEST(std::fabs(e.values[std::size_t(n - k)] - (2 - 2 * std::cos(k * std::acos(-1.) / (n + 1)))) < 1e-13);
  check_eigen(a, n);
}

BOOST_AUTO_TEST_CASE(matrices_are_put_together_again) {
  const eg::generator g(eg::seed(5), 1);
  std::uint64_t at = 0;
  for (const int n : {1, 2, 3, 17, 64}) {
    std::vector<double> a(std::size_t(n * n));
    for (int i = 0; i < n; ++i)
      for (int j = 0; j <= i; ++j)
        a[std::size_t(i * n + j)] = a[std::size_t(j * n + i)] = 2 * g.uniform<double>(at++) - 1;
    check_eigen(a, n);
  }
  check_eigen({0, 0, 0, 0}, 2);
  check_eigen({2, 1, 1, 1, 2, 1, 1, 1, 2}, 3);  // 4, 1, 1
  check_eigen({1e12, 1, 1, 1e-12}, 2);
}

BOOST_AUTO_TEST_SUITE_END()
