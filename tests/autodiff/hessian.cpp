// Second derivatives against the textbook's, against dual numbers over duals, and against differences of gradients.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/autodiff/hessian.hpp>

#include "functions.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr auto f = [](auto x, auto y) { return x * y + y * y * y - x * x; };
static_assert(eg::hessian(f)(-4., 2.) == eg::matrix<double, 2, 2>{{-2, 1, 1, 12}});
static_assert(eg::hessian<1>(f)(-4.f, 2.f) == eg::matrix<float, 1, 1>{{12}});
static_assert(eg::hvp(f)(-4., 2., 1., 0.) == std::array{-2., 1.});
static_assert(eg::hvp<1>(f)(-4., 2., 1.) == 12);
static_assert(eg::hessian([](const auto& x, auto) { return x; })(1., 2.) == eg::matrix<double, 2, 2>{});

/// Σ 100 (x₁ − x₀²)² + (1 − x₀)²
template <std::size_t N>
eg::matrix<double, int(N), int(N)> hessian_of_rosenbrock(const std::array<double, N>& x) {
  eg::matrix<double, int(N), int(N)> h{};
  for (int i = 0; i + 1 < int(N); ++i) {
    h(i, i) += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
    h(i, i + 1) = h(i + 1, i) = -400 * x[i];
    h(i + 1, i + 1) += 200;
  }
  return h;
}

BOOST_AUTO_TEST_CASE(rosenbrock_has_the_matrix_of_the_textbook) {
  constexpr auto rosenbrock_of = [](const auto& x) { return rosenbrock<ours>{}(x); };
  static_assert(eg::hessian(rosenbrock_of)(std::array{1., 2.}) == eg::matrix<double, 2, 2>{{402, -400, -400, 200}});
  draws d;
  for (int repeat = 0; repeat < 5; ++repeat) {
    const auto x = d.array<30>(-1, 1);
    check_close(eg::hessian(rosenbrock_of)(x).data, hessian_of_rosenbrock(x).data, 1e-14);
  }
}

/// Dual numbers over duals.
template <class F, std::size_t N>
double second_derivative(F f, const std::array<double, N>& x, std::size_t i, std::size_t j) {
  using first = eg::dual<double>;
  std::array<eg::dual<first>, N> at;
  for (std::size_t k = 0; k < N; ++k) at[k] = {first{x[k], k == i ? 1. : 0.}, first{k == j ? 1. : 0., 0}};
  return eg::dual<first>(f(at)).derivative.derivative;
}

template <class F>
void check_second(F value) {
  constexpr std::size_t N = F::size;
  draws d;
  for (int repeat = 0; repeat < 3; ++repeat) {
    const auto x = d.array<N>(F::low, F::high), v = d.array<N>(-1, 1);
    const auto h = eg::hessian(value)(x);
    std::array<double, N * N> expected;
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t j = 0; j < N; ++j) {
        expected[i * N + j] = second_derivative(value, x, i, j);
        BOOST_CHECK_EQUAL(h(i, j), h(j, i));
      }
    check_close(h.data, expected, 1e-12);
    std::array<double, N> product{}, differences, above = x, below = x;
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t j = 0; j < N; ++j) product[i] += h(i, j) * v[j];
      above[i] += 1e-5 * v[i], below[i] -= 1e-5 * v[i];
    }
    check_close(eg::hvp(value)(x, v), product, 1e-12);
    const auto up = eg::gradient(value)(above), down = eg::gradient(value)(below);
    for (std::size_t i = 0; i < N; ++i) differences[i] = (up[i] - down[i]) / 2e-5;
    check_close(product, differences, 1e-8);
  }
}

BOOST_AUTO_TEST_CASE(second_derivatives_are_those_of_duals_of_duals) {
  for_each_function([](auto f) { check_second(f); });
}

BOOST_AUTO_TEST_CASE(numbers_of_all_arguments_are_lines_in_order) {
  constexpr auto energy = [](auto s, const auto& t) { return s * s * sum(t * t); };
  static_assert(eg::hessian(energy)(2., eg::vector<double, 2>{{3, 4}}) ==
                eg::matrix<double, 3, 3>{{50, 24, 32, 24, 8, 0, 32, 0, 8}});
  const auto [by_number, by_tensor] =
      eg::hvp(energy)(2., eg::vector<double, 2>{{3, 4}}, 1., eg::vector<double, 2>{{0, 1}});
  BOOST_CHECK_EQUAL(by_number, 82);
  BOOST_CHECK((by_tensor == eg::vector<double, 2>{{24, 40}}));
}

BOOST_AUTO_TEST_SUITE_END()
