// Directional derivatives, while compiling and at run time.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/autodiff/jvp.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr auto f = [](auto x, auto y) { return x * y + y * y * y - x * x; };
static_assert(eg::jvp(f)(-4., 2., 1., 10.).derivative == 90 && eg::jvp(f)(-4., 2., 1., 10.).value == -16);
static_assert(eg::jvp<0>(f)(-4., 2., 1.).derivative == 10 && eg::jvp<1>(f)(-4.f, 2.f, 1.f).derivative == 8.f);

// Results keep their form; what depends on nothing has derivative 0.
constexpr auto several = [](const auto& x) { return std::array{x[0] * x[1], x[1]}; };
static_assert(eg::jvp(several)(std::array{2., 3.}, std::array{1., 1.}).derivative == std::array{5., 1.});
constexpr auto scaled = [](const auto& t, const auto& s) { return t * s; };
static_assert(eg::jvp<1>(scaled)(eg::vector<double, 2>{{1, 2}}, 3., 1.).derivative == eg::vector<double, 2>{{1, 2}});
static_assert(eg::jvp([](auto) { return 7.; })(1., 1.).derivative == 0);

BOOST_AUTO_TEST_CASE(a_function_that_holds_values_and_branches) {
  const double power = 3;
  const auto branches = [&](const auto& x) { return x < 0 ? -x : pow(x, power); };
  BOOST_CHECK_EQUAL(eg::jvp(branches)(-2., 1.).derivative, -1);
  check_close(eg::jvp(branches)(2., 1.).derivative, 12, 1e-15);
}

BOOST_AUTO_TEST_CASE(a_directional_derivative_is_the_gradient_times_the_direction) {
  constexpr auto net_of = [](const auto& w, const auto& x) { return net<ours>{}(w, x); };
  draws d;
  for (int repeat = 0; repeat < 20; ++repeat) {
    const auto w = d.array<37>(-1, 1), v = d.array<37>(-1, 1);
    const auto x = d.array<2>(-1, 1);
    const auto [value, gradient] = eg::value_and_gradient<0>(net_of)(w, x);
    const auto along = eg::jvp<0>(net_of)(w, x, v);
    double product = 0;
    for (int i = 0; i < 37; ++i) product += gradient[i] * v[i];
    check_close(along.value, value, 1e-14);
    check_close(along.derivative, product, 1e-13);
  }
}

BOOST_AUTO_TEST_SUITE_END()
