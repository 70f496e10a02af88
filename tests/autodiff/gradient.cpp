// Gradients of plain functions against dual numbers at 1e-12, central differences, and the textbook's while compiling.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/op/select.hpp>

#include "functions.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr auto f = [](auto x, auto y) { return x * y + y * y * y - x * x; };
static_assert(eg::gradient(f)(-4., 2.) == std::array{10., 8.});
static_assert(eg::gradient(f)(-4.f, 2.f) == std::array{10.f, 8.f});
static_assert(eg::gradient(f)(-4, 2) == std::array{10., 8.});
static_assert(eg::gradient<1>(f)(-4., 2.) == 8.);
static_assert(eg::value_and_gradient(f)(-4., 2.).value == -16);

// By what has no influence the derivative is zero, in its form.
constexpr auto first = [](const auto& x, const auto&) { return x; };
static_assert(std::get<1>(eg::gradient(first)(2., std::array{1., 2.})) == std::array{0., 0.});
constexpr auto constant = [](const auto&) { return 3.; };
static_assert(eg::value_and_gradient(constant)(2.).value == 3 && eg::gradient(constant)(2.) == 0);
constexpr auto same = [](const auto& x) { return x; };
static_assert(eg::gradient(same)(5.) == 1);

// Arrays of arrays and tensors come back in their form.
constexpr auto mixed = [](const auto& m, const auto& s, const auto& t) { return s * m[1][0] * m[1][0] + sum(t * t); };
using square = std::array<std::array<double, 2>, 2>;
constexpr auto g = eg::gradient(mixed)(square{{{1, 2}, {3, 4}}}, 2., eg::vector<double, 3>{{1, 2, 3}});
static_assert(std::get<0>(g) == square{{{0, 0}, {12, 0}}} && std::get<1>(g) == 9 &&
              std::get<2>(g) == eg::vector<double, 3>{{2, 4, 6}});
constexpr auto energy = [](const auto& a, const auto& x) { return 0.5 * dot(x, matmul(a, x)); };
static_assert(eg::gradient<1>(energy)(eg::matrix<float, 2, 2>{{2, 1, 1, 3}}, eg::vector<float, 2>{{1, 2}}) ==
              eg::vector<float, 2>{{4, 7}});

// A choice takes the derivative of what is chosen.
constexpr auto choose = [](const auto& x) { return select(x > 1., x * x, 3. * x); };
static_assert(eg::gradient(choose)(2.) == 4 && eg::gradient(choose)(0.) == 3);

template <class F>
void check_gradient(F value) {
  constexpr std::size_t n = F::size;
  draws d;
  for (int repeat = 0; repeat < 20; ++repeat) {
    const auto x = d.array<n>(F::low, F::high);
    const auto [y, gradient] = eg::value_and_gradient(value)(x);
    check_close(y, value(x), 1e-13);
    check_close(gradient, dual_gradient(value, x), 1e-12);
    check_close(gradient, central_differences(value, x), 1e-8);
    std::array<float, n> narrow;
    for (std::size_t i = 0; i < n; ++i) narrow[i] = float(x[i]);
    const std::array<float, n> narrow_gradient = eg::gradient(value)(narrow);
    std::array<double, n> wide;
    for (std::size_t i = 0; i < n; ++i) wide[i] = narrow_gradient[i];
    check_close(wide, gradient, 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(gradients_are_those_of_dual_numbers) {
  for_each_function([](auto f) { check_gradient(f); });
}

BOOST_AUTO_TEST_CASE(a_gradient_while_compiling_is_that_at_run_time) {
  constexpr std::array<double, 5> x{0.8, 0.9, 0.05, 0.4, 1.2};
  constexpr auto compiled = eg::value_and_gradient(black_scholes_of_array{})(x);
  std::array<double, 5> y = x;
  asm volatile("" : "+m"(y));
  const auto [value, gradient] = eg::value_and_gradient(black_scholes_of_array{})(y);
  check_close(value, compiled.value, 1e-14);
  check_close(gradient, compiled.gradient, 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
