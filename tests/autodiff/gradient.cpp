// Gradients of plain functions against dual numbers at 1e-12, central differences, and the textbook's while compiling.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/op/select.hpp>

#include "check.hpp"

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

/// F of one array of N numbers in (low, high).
template <class F, std::size_t N>
void check_gradient(double low, double high) {
  constexpr auto value = [](const auto& x) { return F{}(x); };
  draws d;
  for (int repeat = 0; repeat < 20; ++repeat) {
    const auto x = d.array<N>(low, high);
    const auto [y, gradient] = eg::value_and_gradient(value)(x);
    check_close(y, value(x), 1e-13);
    check_close(gradient, dual_gradient(value, x), 1e-12);
    check_close(gradient, central_differences(value, x), 1e-8);
    std::array<float, N> narrow;
    for (std::size_t i = 0; i < N; ++i) narrow[i] = float(x[i]);
    const std::array<float, N> narrow_gradient = eg::gradient(value)(narrow);
    std::array<double, N> wide;
    for (std::size_t i = 0; i < N; ++i) wide[i] = narrow_gradient[i];
    check_close(wide, gradient, 1e-4);
  }
}

// Each takes one array, so that all are checked alike.
struct black_scholes_of_array {
  constexpr auto operator()(const auto& x) const { return black_scholes<ours>{}(x[0], x[1], x[2], x[3], x[4]); }
};
struct kepler_of_array {
  constexpr auto operator()(const auto& x) const { return kepler<ours>{}(x[0], x[1], x[2], x[3]); }
};
struct gaussian_of_array {
  constexpr auto operator()(const auto& x) const {
    std::array<std::remove_cvref_t<decltype(x[0])>, 20> data{};
    for (int i = 0; i < 20; ++i) data[i] = x[2 + i];
    return gaussian<ours>{}(x[0], x[1], data);
  }
};
struct springs_of_array {
  constexpr auto operator()(const auto& x) const {
    std::array<std::remove_cvref_t<decltype(x[0])>, 16> a{}, b{};
    for (int i = 0; i < 16; ++i) a[i] = x[2 * i], b[i] = x[2 * i + 1];
    return springs<ours>{}(a, b);
  }
};
struct net_of_array {
  constexpr auto operator()(const auto& x) const { return net<ours>{}(x, std::array{x[37], x[38]}); }
};

BOOST_AUTO_TEST_CASE(gradients_are_those_of_dual_numbers) {
  check_gradient<rosenbrock<ours>, 100>(-1, 1);
  check_gradient<gaussian_of_array, 22>(0.5, 1.5);
  check_gradient<black_scholes_of_array, 5>(0.3, 1.3);
  check_gradient<net_of_array, 39>(-1, 1);
  check_gradient<ackley<ours>, 10>(0.2, 2);
  check_gradient<kepler_of_array, 4>(0.5, 1);
  check_gradient<product<ours>, 20>(0.5, 1.5);
  check_gradient<log_sum_exp<ours>, 50>(-4, 4);
  check_gradient<springs_of_array, 32>(-4, 4);
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
