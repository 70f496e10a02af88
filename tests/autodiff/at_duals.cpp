// A gradient inside what is differentiated forward: its derivative is the Hessian times the direction.
#include <evengrad/autodiff/autodiff.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr auto f = [](auto x, auto y) { return x * y + y * y * y - x * x; };
static_assert(eg::jacobian(eg::gradient(f))(-4., 2.) == eg::matrix<double, 2, 2>{{-2, 1, 1, 12}});
static_assert(eg::jvp(eg::gradient(f))(-4., 2., 1., 0.).derivative == std::array{-2., 1.});
static_assert(eg::jvp(eg::gradient<1>(f))(-4.f, 2.f, 1.f, 1.f).derivative == 13.f);
constexpr auto value_at = [](auto x) { return eg::value_and_gradient(f)(x, x * x).value; };
static_assert(eg::jvp(value_at)(2., 1.).derivative == 3 * 4 + 6 * 32 - 2 * 2);

BOOST_AUTO_TEST_CASE(the_jacobian_of_a_gradient_is_the_hessian) {
  constexpr auto value = [](const auto& x) { return log_sum_exp<ours>{}(x)*rosenbrock<ours>{}(x); };
  draws d;
  const auto x = d.array<13>(-1, 1), v = d.array<13>(-1, 1);
  check_close(eg::jacobian(eg::gradient(value))(x).data, eg::hessian(value)(x).data, 1e-13);
  check_close(eg::jvp(eg::gradient(value))(x, v).derivative, eg::hvp(value)(x, v), 1e-13);
}

constexpr auto energy = [](auto s, const auto& t) { return s * s * sum(t * t); };
BOOST_AUTO_TEST_CASE(numbers_and_tensors_together) {
  constexpr auto of_both = [](auto s, const auto& t) {
    const auto [by_number, by_tensor] = eg::gradient(energy)(s, t);
    return by_number + dot(by_tensor, by_tensor);  // 2 s t·t + 4 s⁴ t·t
  };
  const eg::vector<double, 2> t{{3, 4}};
  check_close(eg::jvp<0>(of_both)(2., t, 1.).derivative, 2 * 25 + 16 * 8 * 25, 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
