// The elementary functions of tensors: each is that of its elements, and so is its derivative.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/autodiff/jvp.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

/// of(x) of tensors and of numbers, with x in (low, high).
template <class Of>
void check_function(const char* name, Of of, double low, double high) {
  BOOST_TEST_INFO_SCOPE(name);
  constexpr auto weighted = [](const auto& x, const auto& w) { return dot(Of{}(x), w); };
  draws d;
  const eg::vector<double, 21> x{d.array<21>(low, high)}, w{d.array<21>(-1, 1)};
  const auto y = of(x);
  std::array<double, 21> values, slopes;
  for (int i = 0; i < 21; ++i) {
    const auto number = eg::dual<double>(of(eg::dual<double>{x[i], 1}));
    values[i] = number.value, slopes[i] = number.derivative * w[i];
  }
  check_close(y.data, values, 1e-15);
  check_close(eg::gradient<0>(weighted)(x, w).data, slopes, 1e-12);
  check_close(eg::jvp<0>(weighted)(x, w, w).derivative, dot(eg::vector<double, 21>{slopes}, w), 1e-12);
}
#define CHECK_FUNCTION(f, low, high) \
  check_function(                    \
      #f, [](const auto& x) { return f; }, low, high)

BOOST_AUTO_TEST_CASE(each_is_that_of_its_elements) {
  CHECK_FUNCTION(exp(x), -3, 3);
  CHECK_FUNCTION(expm1(x), -3, 3);
  CHECK_FUNCTION(log(x), 0.1, 5);
  CHECK_FUNCTION(log1p(x), -0.5, 5);
  CHECK_FUNCTION(sqrt(x), 0.1, 5);
  CHECK_FUNCTION(rsqrt(x), 0.1, 5);
  CHECK_FUNCTION(sin(x), -9, 9);
  CHECK_FUNCTION(cos(x), -9, 9);
  CHECK_FUNCTION(tanh(x), -4, 4);
  CHECK_FUNCTION(logistic(x), -9, 9);
  CHECK_FUNCTION(erf(x), -3, 3);
  CHECK_FUNCTION(normal_cdf(x), -5, 5);
  CHECK_FUNCTION(abs(x), -2, 2);
  CHECK_FUNCTION(pow(x, 3), -2, 2);
  CHECK_FUNCTION(pow(x, 2.5), 0.1, 4);
  CHECK_FUNCTION(pow(x, x), 0.3, 2);
  CHECK_FUNCTION(max(x, 0.5), -2, 2);
  CHECK_FUNCTION(min(x, x * x), -2, 2);
}

BOOST_AUTO_TEST_SUITE_END()
