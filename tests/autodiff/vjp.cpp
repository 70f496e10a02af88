// Weights pulled back through a function: the transpose of its directional derivative.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/jvp.hpp>
#include <evengrad/autodiff/vjp.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

constexpr auto several = [](const auto& x) { return std::array{x[0] * x[1], x[1], x[2] * x[2]}; };
static_assert(eg::vjp(several)(std::array{2., 3., 4.}, std::array{1., 10., 100.}) == std::array{3., 12., 800.});
static_assert(eg::vjp(several)(std::array{2.f, 3.f, 4.f}, std::array{1.f, 0.f, 0.f}) == std::array{3.f, 2.f, 0.f});

// A function of one number has one weight.
constexpr auto product_of = [](auto x, auto y) { return x * y; };
static_assert(eg::vjp(product_of)(2., 3., 10.) == std::array{30., 20.});
static_assert(eg::vjp<1>(product_of)(2., 3., 10.) == 20);

// Matrices times vectors give tensors back.
constexpr auto linear = [](const auto& a, const auto& x) { return matmul(a, x); };
constexpr auto back = eg::vjp(linear)(eg::matrix<double, 2, 3>{{1, 2, 3, 4, 5, 6}}, eg::vector<double, 3>{{1, 2, 3}},
                                      eg::vector<double, 2>{{1, 10}});
static_assert(std::get<0>(back) == eg::matrix<double, 2, 3>{{1, 2, 3, 10, 20, 30}});
static_assert(std::get<1>(back) == eg::vector<double, 3>{{41, 52, 63}});

BOOST_AUTO_TEST_CASE(weights_times_direction_forth_is_the_direction_times_weights_back) {
  // ⟨w, J v⟩ = ⟨Jᵀ w, v⟩
  constexpr auto layer = [](const auto& a, const auto& x) { return tanh(matmul(a, x)) * exp(0.3 * matmul(a, x)); };
  draws d;
  for (int repeat = 0; repeat < 20; ++repeat) {
    const eg::matrix<double, 7, 13> a{d.array<91>(-1, 1)};
    const eg::vector<double, 13> x{d.array<13>(-1, 1)}, v{d.array<13>(-1, 1)};
    const eg::vector<double, 7> w{d.array<7>(-1, 1)};
    const double forth = dot(w, eg::jvp<1>(layer)(a, x, v).derivative);
    check_close(dot(eg::vjp<1>(layer)(a, x, w), v), forth, 1e-13);
  }
}

BOOST_AUTO_TEST_SUITE_END()
