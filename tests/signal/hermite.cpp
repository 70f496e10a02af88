// The product of a function of two correlated numbers: of polynomials exactly, of relu against its closed form.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/core/erf.hpp>
#include <evengrad/core/log.hpp>
#include <evengrad/core/normal.hpp>
#include <evengrad/core/power.hpp>
#include <evengrad/core/tanh.hpp>
#include <evengrad/core/trigonometry.hpp>
#include <evengrad/mean_field/hermite.hpp>

using namespace evengrad;

namespace {

template <int N>
double across(double (*f)(double), double correlation) {
  samples<N> y(0);
  for (int i = 0; i < N; ++i) y.v[i] = f(normal_points<N>.x[i]);
  const auto& q = normal_samples<N>;
  return product_across<N>(y, q.mean(y), q.mean(y * y), correlation);
}
double relu(double x) { return x > 0 ? x : 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(two_rows_that_are_correlated) {
  for (double r : {0., 0.3, 0.9, 1.}) {
    BOOST_TEST(across<64>([](double x) { return x; }, r) == r, boost::test_tools::tolerance(1e-10));
    BOOST_TEST(across<64>([](double x) { return x * x; }, r) == 1 + 2 * r * r, boost::test_tools::tolerance(1e-5));
    // Cho & Saul 2009: the arc-cosine kernel
    const double angle = std::acos(r), exact = (std::sin(angle) + (M_PI - angle) * r) / (2 * M_PI);
    BOOST_TEST(across<64>(relu, r) == exact, boost::test_tools::tolerance(4e-3));
  }
}

constexpr samples<32> z = normal_samples<32>.x;
constexpr auto functions = [](const auto& x) {
  return std::array{exp(x), math::tanh(x), erf(x), normal_cdf(x), logistic(x), sqrt(abs(x)), log(abs(x)), sin(x)};
};
BOOST_AUTO_TEST_CASE(samples_in_constant_expressions_are_what_numbers_are) {
  constexpr auto of_samples = functions(z);
  for (int k = 0; k < 32; ++k) {
    const auto of_number = functions(pack<double, 1>(normal_points<32>.x[k]));
    for (std::size_t f = 0; f < of_number.size(); ++f)
      BOOST_TEST(of_samples[f][k] == of_number[f].v, boost::test_tools::tolerance(1e-14));
  }
}

BOOST_AUTO_TEST_SUITE_END()
