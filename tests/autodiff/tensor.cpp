// Tensors are values: element by element, while compiling, and never referring to their operands.
#include <evengrad/autodiff/tensor.hpp>
#include <evengrad/core/dual.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

using v3 = eg::vector<double, 3>;
using m23 = eg::matrix<double, 2, 3>;

constexpr v3 a{{1, 2, 3}}, b{{4, 5, 6}};
static_assert(a + b == v3{{5, 7, 9}} && a - b == v3{{-3, -3, -3}} && a * b == v3{{4, 10, 18}} &&
              b / a == v3{{4, 2.5, 2}});
static_assert(2. * a == a * 2 && 1 - a == v3{{0, -1, -2}} && 6. / a == v3{{6, 3, 2}} && -a == v3{{-1, -2, -3}});
static_assert(sum(a) == 6 && eg::mean(a) == 2 && dot(a, b) == 32 && largest(v3{{1, 7, 3}}) == 7);
static_assert(matmul(m23{{1, 2, 3, 4, 5, 6}}, a) == eg::vector<double, 2>{{14, 32}});
static_assert(m23{{1, 2, 3, 4, 5, 6}}(1, 0) == 4 && m23{{1, 2, 3, 4, 5, 6}}[5] == 6 && m23::size() == 6);
static_assert(a == a && !(a == b));
static_assert(sizeof(eg::tensor<float, 2, 3, 4>) == 24 * sizeof(float), "nothing but its numbers");

/// Of operands that are gone when it returns.
constexpr auto of_temporaries(double x) {
  auto e = v3{{x, 2 * x, 3 * x}} * v3{{1, 10, 100}};
  auto f = e + v3{{1, 1, 1}} * x;
  return f;
}

BOOST_AUTO_TEST_CASE(expressions_hold_values) {
  static_assert(of_temporaries(2) == v3{{4, 42, 602}});
  const auto kept = of_temporaries(3);
  const auto other = of_temporaries(100);
  BOOST_CHECK((kept == v3{{6, 63, 903}} && other[0] == 200));
}

BOOST_AUTO_TEST_CASE(elements_may_be_dual_numbers) {
  using number = eg::dual<double>;
  const eg::vector<number, 2> x{{number{3, 1}, number{4, 0}}};
  const number y = dot(x, x) * 0.5 + largest(x);
  BOOST_CHECK_EQUAL(y.value, 16.5);
  BOOST_CHECK_EQUAL(y.derivative, 3);
}

BOOST_AUTO_TEST_CASE(long_sums_are_sums) {
  eg::vector<float, 1001> x{};
  for (int i = 0; i < 1001; ++i) x[i] = float(i % 7);
  BOOST_CHECK_EQUAL(sum(x), 3003);
}

BOOST_AUTO_TEST_SUITE_END()
