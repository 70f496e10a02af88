// Jacobians of wide and of tall functions: both directions, while compiling and at run time.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/jacobian.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr auto polar = [](auto r, auto angle) { return std::array{r * cos(angle), r * sin(angle)}; };
static_assert(eg::jacobian(polar)(2., 0.) == eg::matrix<double, 2, 2>{{1, 0, 0, 2}});
static_assert(eg::jacobian<1>(polar)(2.f, 0.f) == eg::matrix<float, 2, 1>{{0, 2}});
constexpr auto product_of = [](auto x, auto y) { return x * y; };
static_assert(eg::jacobian(product_of)(2., 3.) == eg::matrix<double, 1, 2>{{3, 2}});
constexpr auto one_constant = [](const auto& x) { return std::array{x[0], x[0] * 0 + 2, x[1]}; };
static_assert(eg::jacobian(one_constant)(std::array{2., 3.}) == eg::matrix<double, 3, 2>{{1, 0, 0, 0, 0, 1}});

/// Line i against dual numbers.
template <class F, std::size_t N, class J>
void check_lines(F f, const std::array<double, N>& x, const J& j) {
  const int lines = J::count / int(N);
  for (int i = 0; i < lines; ++i) {
    const auto expected = dual_gradient([&](const auto& at) { return f(at)[i]; }, x);
    check_close(std::span<const double, N>(j.data.data() + i * int(N), N), std::span<const double, N>(expected), 1e-13);
  }
}

BOOST_AUTO_TEST_CASE(few_results_of_many_numbers_are_differentiated_backward) {
  constexpr auto wide = [](const auto& x) {
    auto s = x[0], p = x[0];
    for (int i = 1; i < 60; ++i) s = s + x[i] * x[i - 1], p = p + exp(x[i]);
    return std::array{s * p, s, p};
  };
  const auto x = draws{}.array<60>(-1, 1);
  const eg::matrix<double, 3, 60> j = eg::jacobian(wide)(x);
  check_lines(wide, x, j);
}

BOOST_AUTO_TEST_CASE(many_results_of_few_numbers_are_differentiated_forward) {
  constexpr auto tall = [](const auto& x) {
    std::array<std::remove_cvref_t<decltype(x[0])>, 30> y{};
    for (int i = 0; i < 30; ++i) y[i] = sin(double(i) * x[i % 11]) * x[(i + 3) % 11];
    return y;
  };
  const auto x = draws{}.array<11>(-1, 1);
  const eg::matrix<double, 30, 11> j = eg::jacobian(tall)(x);
  check_lines(tall, x, j);
}

BOOST_AUTO_TEST_CASE(the_jacobian_of_a_linear_function_is_its_matrix) {
  constexpr auto linear = [](const auto& a, const auto& x) { return matmul(a, x); };
  const eg::matrix<float, 3, 5> a{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}};
  BOOST_CHECK((eg::jacobian<1>(linear)(a, eg::vector<float, 5>{{1, 1, 1, 1, 1}}) == a));
}

BOOST_AUTO_TEST_SUITE_END()
