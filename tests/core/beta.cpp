// Gamma and beta numbers: moments of all shapes, and distributions that have a closed form.
#include <evengrad/core/beta.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(core)

namespace {

constexpr int count = 6'000;

std::vector<double> numbers(double a, double b) {
  std::vector<double> x;
  for (int i = 0; i < count; ++i) x.push_back(eg::beta_number({eg::seed{3}, std::uint64_t(i)}, a, b));
  return x;
}
/// The largest difference of the share below x from F(x); beyond 1.95 / √n once in a thousand times (Kolmogorov).
template <class F>
double distance(std::vector<double> x, F f) {
  std::sort(x.begin(), x.end());
  double worst = 0;
  for (int i = 0; i < count; ++i)
    worst = std::max({worst, std::fabs(f(x[std::size_t(i)]) - double(i) / count),
                      std::fabs(f(x[std::size_t(i)]) - double(i + 1) / count)});
  return worst * std::sqrt(double(count));
}

}  // namespace

BOOST_AUTO_TEST_CASE(beta_numbers_have_their_distribution) {
  constexpr double pi = 3.14159265358979323846;
  BOOST_TEST(distance(numbers(1, 1), [](double x) { return x; }) < 1.95);
  BOOST_TEST(distance(numbers(0.5, 0.5), [](double x) { return 2 / pi * std::asin(std::sqrt(x)); }) < 1.95);
  BOOST_TEST(distance(numbers(2, 2), [](double x) { return x * x * (3 - 2 * x); }) < 1.95);
  BOOST_TEST(distance(numbers(0.3, 1), [](double x) { return std::pow(x, 0.3); }) < 1.95);
  BOOST_TEST(distance(numbers(1, 7), [](double x) { return 1 - std::pow(1 - x, 7); }) < 1.95);
  // That of another shape is told apart.
  BOOST_TEST(distance(numbers(1, 1.3), [](double x) { return x; }) > 3);
}

BOOST_AUTO_TEST_CASE(beta_numbers_have_their_moments) {
  for (const auto& [a, b] :
       {std::pair{0.01, 0.01}, {0.1, 0.1}, {0.2, 0.2}, {0.4, 0.4}, {1., 1.}, {3., 0.5}, {20., 30.}}) {
    double moment[4]{}, exact[4]{}, product = 1;
    for (const double x : numbers(a, b)) {
      BOOST_TEST_REQUIRE((x >= 0 && x <= 1));
      double power = 1;
      for (double& m : moment) power *= x, m += power / count;
    }
    for (int k = 0; k < 4; ++k) exact[k] = product *= (a + k) / (a + b + k);
    for (int k = 0; k < 4; ++k) {
      // the variance of xᵏ is below 1/4: four deviations of the mean of 6,000
      BOOST_TEST(std::fabs(moment[k] - exact[k]) < 4 * 0.5 / std::sqrt(double(count)), a << " " << b << ": " << k + 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(gamma_numbers_have_mean_and_variance_of_their_shape) {
  for (const double shape : {0.05, 0.5, 1., 2.5, 40.}) {
    double mean = 0, square = 0;
    for (int i = 0; i < count; ++i) {
      const double x = std::exp(eg::log_gamma_number({eg::seed{8}, std::uint64_t(i)}, 5, shape));
      mean += x / count, square += x * x / count;
    }
    BOOST_TEST(std::fabs(mean - shape) < 4 * std::sqrt(shape / count), shape);
    const double variance = square - mean * mean, deviation = std::sqrt((2 * shape * shape + 6 * shape) / count);
    BOOST_TEST(std::fabs(variance - shape) < 4 * deviation, shape);
  }
}

BOOST_AUTO_TEST_CASE(they_are_functions_of_seed_and_stream) {
  const auto x = [](int s, std::uint64_t stream) { return eg::beta_number({eg::seed{s}, stream}, 0.2, 0.2); };
  BOOST_TEST(x(1, 2) == x(1, 2));
  BOOST_TEST(x(1, 2) != x(1, 3));
  BOOST_TEST(x(1, 2) != x(2, 2));
  static_assert(eg::beta_number({eg::seed{1}, 0}, 2, 2) > 0);
}

BOOST_AUTO_TEST_SUITE_END()
