// The product of a function of two correlated numbers: of polynomials exactly, of relu against its closed form.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/mean_field/hermite.hpp>

using namespace evengrad;

namespace {

template <int N>
double across(double (*f)(double), double correlation) {
  double y[N], square = 0;
  for (int i = 0; i < N; ++i) y[i] = f(normal_points<N>.x[i]), square += normal_points<N>.weight[i] * y[i] * y[i];
  return product_across<N>(y, square, correlation);
}
double relu(double x) { return x > 0 ? x : 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(signal)

BOOST_AUTO_TEST_CASE(two_rows_that_are_correlated) {
  for (double r : {0., 0.3, 0.9, 1.}) {
    BOOST_TEST(across<60>([](double x) { return x; }, r) == r, boost::test_tools::tolerance(1e-10));
    BOOST_TEST(across<60>([](double x) { return x * x; }, r) == 1 + 2 * r * r, boost::test_tools::tolerance(1e-5));
    // Cho & Saul 2009: the arc-cosine kernel
    const double angle = std::acos(r), exact = (std::sin(angle) + (M_PI - angle) * r) / (2 * M_PI);
    BOOST_TEST(across<60>(relu, r) == exact, boost::test_tools::tolerance(4e-3));
  }
}

BOOST_AUTO_TEST_SUITE_END()
