// Matrices whose eigenvalues are known: rotations, triangles, companions of polynomials, what is badly scaled.
#include <evengrad/core/eigenvalues.hpp>
#include <evengrad/core/philox.hpp>

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

/// Each expected value has a found one within the tolerance, one for one.
void check_found(std::vector<eg::complex_number> expected, const std::vector<double>& a, double tolerance = 1e-13) {
  const eg::real_eigenvalues e(a, int(expected.size()));
  std::vector<eg::complex_number> found = e.values();
  BOOST_REQUIRE(found.size() == expected.size());
  for (const eg::complex_number& x : expected) {
    const auto near = std::min_element(found.begin(), found.end(), [&](const auto& u, const auto& v) {
      return std::hypot(u.real - x.real, u.imaginary - x.imaginary) <
             std::hypot(v.real - x.real, v.imaginary - x.imaginary);
    });
    BOOST_TEST(std::hypot(near->real - x.real, near->imaginary - x.imaginary) <= tolerance,
               x.real << " + " << x.imaginary << " i");
    found.erase(near);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(eigenvalues_of_small_matrices) {
  check_found({{3, 0}}, {3});
  check_found({{0, 1}, {0, -1}}, {0, -1, 1, 0});
  check_found({{0, 0}, {0, 0}, {0, 0}}, std::vector<double>(9));
  check_found({{2, 0}, {-1, 0}, {5, 0}}, {2, 7, 1, 0, -1, 4, 0, 0, 5});
  check_found({{1, 0}, {-0.5, std::sqrt(0.75)}, {-0.5, -std::sqrt(0.75)}}, {0, 0, 1, 1, 0, 0, 0, 1, 0});
  // of x⁴ − 10 x³ + 35 x² − 50 x + 24
  check_found({{1, 0}, {2, 0}, {3, 0}, {4, 0}}, {10, -35, 50, -24, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}, 1e-11);
  check_found({{1e8, 0}, {1e-8, 0}}, {1e8, 1e8, 0, 1e-8});
}

BOOST_AUTO_TEST_CASE(eigenvalues_of_random_matrices) {
  for (const int n : {5, 24, 61}) {
    const eg::generator g(eg::seed(7), std::uint64_t(n));
    std::vector<double> a;
    double trace = 0, trace_of_square = 0;
    for (int i = 0; i < n * n; ++i) a.push_back(double(g.normal(std::uint64_t(i))));
    for (int i = 0; i < n; ++i) {
      trace += a[std::size_t(i * n + i)];
      for (int j = 0; j < n; ++j) trace_of_square += a[std::size_t(i * n + j)] * a[std::size_t(j * n + i)];
    }
    const eg::real_eigenvalues e(a, n);
    BOOST_REQUIRE(e.values().size() == std::size_t(n));
    for (const eg::complex_number& x : e.values())
      trace -= x.real, trace_of_square -= x.real * x.real - x.imaginary * x.imaginary;
    BOOST_TEST(std::fabs(trace) <= 1e-12 * n);
    BOOST_TEST(std::fabs(trace_of_square) <= 1e-11 * n);
    BOOST_TEST(std::fabs(e.radius() / std::sqrt(n) - 1) < 0.35, "the circular law");
  }
}

BOOST_AUTO_TEST_CASE(eigenvalues_of_what_is_similar_are_the_same) {
  // orthogonally similar to a block triangle with a pair of modulus 2 and 0.5 between: by Householder (I − 2 u uᵀ)
  const double u[3]{2. / 3, 1. / 3, 2. / 3}, b[9]{1.2, -1.6, 3, 1.6, 1.2, -4, 0, 0, 0.5};
  std::vector<double> a(9, 0.);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      for (int k = 0; k < 3; ++k)
        for (int l = 0; l < 3; ++l)
          a[std::size_t(3 * i + j)] += ((i == k) - 2 * u[i] * u[k]) * b[3 * k + l] * ((l == j) - 2 * u[l] * u[j]);
  check_found({{1.2, 1.6}, {1.2, -1.6}, {0.5, 0}}, a);
  BOOST_TEST(std::fabs(eg::real_eigenvalues(a, 3).radius() - 2) <= 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
