// Gradients inside functions that are themselves differentiated.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/autodiff/hessian.hpp>
#include <evengrad/autodiff/vjp.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr auto fourth = [](auto x) { return x * x * x * x; };
static_assert(eg::gradient(eg::gradient(fourth))(2.) == 48);
static_assert(eg::gradient(eg::gradient(eg::gradient(fourth)))(2.f) == 48.f);

// The inner derivatives are by what the inner function is given, even where an argument is a function of another.
constexpr auto f = [](auto a, auto b) { return a * a + b; };
constexpr auto at_its_square = [](auto x) { return eg::gradient(f)(x, x * x)[1] * x; };
static_assert(eg::gradient(at_its_square)(3.) == 1);
constexpr auto with_a_number = [](auto x) { return eg::gradient<0>(f)(x, 2.); };
static_assert(eg::gradient(with_a_number)(3.) == 2);

// Tensors stay tensors; arrays stay arrays.
constexpr auto cubes = [](const auto& t) { return sum(t * t * t); };
constexpr auto slope_squared = [](const auto& t) {
  const auto g = eg::gradient(cubes)(t);
  return dot(g, g);
};
static_assert(eg::gradient(slope_squared)(eg::vector<double, 2>{{1, 2}}) == eg::vector<double, 2>{{36, 288}});

BOOST_AUTO_TEST_CASE(the_derivative_of_a_gradient_is_the_hessian) {
  constexpr auto value = [](const auto& x) { return log_sum_exp<ours>{}(x)*rosenbrock<ours>{}(x); };
  constexpr auto gradient = [](const auto& x) {
    return eg::gradient([](const auto& y) { return log_sum_exp<ours>{}(y)*rosenbrock<ours>{}(y); })(x);
  };
  draws d;
  const auto x = d.array<12>(-1, 1), v = d.array<12>(-1, 1);
  check_close(eg::vjp(gradient)(x, v), eg::hvp(value)(x, v), 1e-13);
}

BOOST_AUTO_TEST_CASE(a_penalty_on_the_slope) {
  // As in the gradient penalty of Gulrajani et al. 2017: the squared length of the slope by the input, by the weights.
  constexpr auto unit = [](const auto& x, const auto& w) { return tanh(dot(x, w)); };
  constexpr auto penalty = [](const auto& w, const auto& x) {
    const auto g = eg::gradient<0>([](const auto& a, const auto& b) { return tanh(dot(a, b)); })(x, w);
    return dot(g, g);
  };
  const eg::vector<double, 3> w{{0.3, -0.2, 0.5}}, x{{1, 2, -1}};
  const double y = unit(x, w), s = 1 - y * y;  // the slope is s w, the penalty s² w·w
  const auto g = eg::gradient<0>(penalty)(w, x);
  for (int i = 0; i < 3; ++i) check_close(g[i], 2 * s * s * w[i] + 2 * s * (-2 * y * s * x[i]) * dot(w, w), 1e-15);
}

BOOST_AUTO_TEST_SUITE_END()
