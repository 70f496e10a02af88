// Derivatives of dual numbers against the textbook's, to 1e-12, and second derivatives from duals of duals.
#include <evengrad/core/dual.hpp>
#include <evengrad/core/rounding.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

using number = eg::dual<double>;
using second = eg::dual<number>;

void check_close(const char* name, double x, double got, double exact) {
  BOOST_TEST_INFO(name << " at " << x);
  BOOST_CHECK_SMALL((got - exact) / (1 + std::fabs(exact)), 1e-12);
}

/// f at x in (low, high) against first and second derivatives from the textbook.
template <class F, class D1, class D2>
void check_derivatives(const char* name, F f, D1 first, D2 next, double low, double high) {
  samples<double> s;
  for (int i = 0; i < 200; ++i) {
    const double x = s.between(low, high);
    const auto close = [&](double got, long double exact) { check_close(name, x, got, static_cast<double>(exact)); };
    const number y = f(number{x, 1});
    close(y.value, f(x));
    close(y.derivative, first(static_cast<long double>(x)));
    const second z = f(second{number{x, 1}, number{1, 0}});
    close(z.value.value, y.value);
    close(z.value.derivative, first(static_cast<long double>(x)));
    close(z.derivative.derivative, next(static_cast<long double>(x)));
    const auto wide = f(eg::dual<eg::pack<double, 4>>{x, 1});
    close(wide.value[3], y.value);
    close(wide.derivative[2], y.derivative);
  }
}

#define CHECK_DERIVATIVES(f, first, next, low, high)                                   \
  check_derivatives(                                                                   \
      #f, [](const auto& x) { return eg::f(x); }, [](long double x) { return first; }, \
      [](long double x) { return next; }, low, high)

constexpr long double root_pi = 1.7724538509055160272981674833411452L,
                      root_two_pi = 2.5066282746310005024157652848110453L;

BOOST_AUTO_TEST_CASE(elementary_functions_have_their_derivatives) {
  CHECK_DERIVATIVES(exp, std::exp(x), std::exp(x), -3, 3);
  CHECK_DERIVATIVES(expm1, std::exp(x), std::exp(x), -3, 3);
  CHECK_DERIVATIVES(log, 1 / x, -1 / (x * x), 0.1, 5);
  CHECK_DERIVATIVES(log1p, 1 / (1 + x), -1 / ((1 + x) * (1 + x)), -0.8, 5);
  CHECK_DERIVATIVES(sqrt, 0.5L / std::sqrt(x), -0.25L / (x * std::sqrt(x)), 0.1, 5);
  CHECK_DERIVATIVES(rsqrt, -0.5L / (x * std::sqrt(x)), 0.75L / (x * x * std::sqrt(x)), 0.1, 5);
  CHECK_DERIVATIVES(math::tanh, 1 / (std::cosh(x) * std::cosh(x)), -2 * std::tanh(x) / (std::cosh(x) * std::cosh(x)),
                    -4, 4);
  CHECK_DERIVATIVES(logistic, 0.25L / (std::cosh(x / 2) * std::cosh(x / 2)),
                    -0.25L * std::tanh(x / 2) / (std::cosh(x / 2) * std::cosh(x / 2)), -9, 9);
  CHECK_DERIVATIVES(erf, 2 / root_pi * std::exp(-x * x), -4 * x / root_pi * std::exp(-x * x), -3, 3);
  CHECK_DERIVATIVES(normal_cdf, std::exp(-x * x / 2) / root_two_pi, -x * std::exp(-x * x / 2) / root_two_pi, -5, 5);
  CHECK_DERIVATIVES(sin, std::cos(x), -std::sin(x), -9, 9);
  CHECK_DERIVATIVES(cos, -std::sin(x), -std::cos(x), -9, 9);
  CHECK_DERIVATIVES(abs, x < 0 ? -1 : 1, 0 * x, -2, 2);
  CHECK_DERIVATIVES(step, 0 * x, 0 * x, -2, 2);
  CHECK_DERIVATIVES(sign, 0 * x, 0 * x, -2, 2);
  CHECK_DERIVATIVES(roundeven, 0 * x, 0 * x, -2.4, 2.4);
  CHECK_DERIVATIVES(floor, 0 * x, 0 * x, -2, 2);
  CHECK_DERIVATIVES(ceil, 0 * x, 0 * x, -2, 2);
}

BOOST_AUTO_TEST_CASE(operators_and_functions_of_two_have_theirs) {
  check_derivatives(
      "x / (1 + x x) - 3", [](const auto& x) { return x / (1 + x * x) - 3; },
      [](long double x) { return (1 - x * x) / ((1 + x * x) * (1 + x * x)); },
      [](long double x) { return 2 * x * (x * x - 3) / ((1 + x * x) * (1 + x * x) * (1 + x * x)); }, -2, 2);
  check_derivatives(
      "pow(x, 2.5)", [](const auto& x) { return eg::pow(x, 2.5); },
      [](long double x) { return 2.5L * std::pow(x, 1.5L); }, [](long double x) { return 3.75L * std::sqrt(x); }, 0.1,
      4);
  check_derivatives(
      "pow(x, x)", [](const auto& x) { return eg::pow(x, x); },
      [](long double x) { return std::pow(x, x) * (std::log(x) + 1); },
      [](long double x) { return std::pow(x, x) * ((std::log(x) + 1) * (std::log(x) + 1) + 1 / x); }, 0.3, 2);
  check_derivatives(
      "pow(x, 3) of negative x", [](const auto& x) { return eg::pow(x, 3); }, [](long double x) { return 3 * x * x; },
      [](long double x) { return 6 * x; }, -3, -0.1);
  check_derivatives(
      "fma(x, x, x)", [](const auto& x) { return eg::fma(x, x, x); }, [](long double x) { return 2 * x + 1; },
      [](long double x) { return 2 + 0 * x; }, -2, 2);
  check_derivatives(
      "max(x x, 1)", [](const auto& x) { return eg::max(x * x, 1); },
      [](long double x) { return std::fabs(x) > 1 ? 2 * x : 0; },
      [](long double x) { return std::fabs(x) > 1 ? 2 : 0; }, -2, 2);
  check_derivatives(
      "min(x x, 1)", [](const auto& x) { return eg::min(x * x, 1); },
      [](long double x) { return std::fabs(x) > 1 ? 0 : 2 * x; },
      [](long double x) { return std::fabs(x) > 1 ? 0 : 2; }, -2, 2);
  check_derivatives(
      "copysign(x, -1)", [](const auto& x) { return eg::copysign(x, -1); },
      [](long double x) { return x < 0 ? 1 : -1; }, [](long double x) { return 0 * x; }, -2, 2);
  check_derivatives(
      "x where x > 0, else x x", [](const auto& x) { return eg::select(x > 0, x, x * x); },
      [](long double x) { return x > 0 ? 1 : 2 * x; }, [](long double x) { return x > 0 ? 0 : 2; }, -2, 2);
}

constexpr number at_compile_time = tanh(number{0.5, 1} * 2) + exp(number{0.5, 1});
static_assert(at_compile_time.derivative > 2.488 && at_compile_time.derivative < 2.489);

BOOST_AUTO_TEST_CASE(a_constant_has_no_derivative_and_comparisons_see_the_value) {
  static_assert(number(3).derivative == 0 && (number{1, 5} < number{2, -5}) && number{1, 2} == number{1, 3});
  number x{2, 1};
  x += 1, x *= x, x -= 1, x /= 2;  // ((x + 1)² − 1)/2
  BOOST_CHECK_EQUAL(x.value, 4);
  BOOST_CHECK_EQUAL(x.derivative, 3);
}

BOOST_AUTO_TEST_SUITE_END()
