// Functions that nobody thought of: drawn from a seed while compiling, and differentiated in every way.
#include <evengrad/autodiff/autodiff.hpp>
#include <evengrad/op/select.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

/// A function of N numbers near ±1: some twenty steps, each an operation on what earlier steps gave, or a sum over all
/// numbers. Values stay of size 1, so that rounding does not grow.
template <unsigned Seed, int N>
struct drawn {
  template <class X>
  constexpr auto operator()(const X& x) const {
    using number = std::remove_cvref_t<decltype(x[0])>;
    unsigned state = Seed * 2654435761u + 12345;
    const auto draw = [&](int below) {
      state = state * 1664525u + 1013904223u;
      return int((state >> 10) % unsigned(below));
    };
    const auto constant = [&] { return 0.25 * (draw(13) - 6); };
    std::array<number, 32> known{};
    int n = 0;
    for (; n < 4; ++n) known[n] = x[draw(N)] * 1.;
    for (; n < 14; ++n) {
      const number a = known[draw(n)], b = known[draw(n)];
      known[n] = a;
      switch (draw(13)) {
        case 0:
          known[n] = a + b;
          break;
        case 1:
          known[n] = a - constant() * b;
          break;
        case 2:
          known[n] = a * b;
          break;
        case 3:
          known[n] = a / (1. + b * b);
          break;
        case 4:
          known[n] = eg::sin(a);
          break;
        case 5:
          known[n] = eg::sqrt(1. + a * a) - eg::exp(0.1 * b);
          break;
        case 6:
          known[n] = eg::max(a, b);
          break;
        case 7:
          known[n] = eg::select(a < b, a * b, b);
          break;
        case 8:
          known[n] = weighted_sum(x, a, draw, constant);
          break;
        case 9:
          known[n] = chain(x, b);
          break;
        case 10:
          known[n] = matrix(x, constant());
          break;
        case 11:
          known[n] = most(x);
          break;
        default:
          known[n] = eg::log1p(a * a) - b;
      }
      known[n] = eg::erf(0.5 * known[n]);
    }
    number total = known[0] * 1.;
    for (int i = 1; i < n; ++i) total = total + constant() * known[i];
    return total;
  }

 private:
  /// Two kinds of terms, constants and elements that differ, a factor that all share.
  static constexpr auto weighted_sum(const auto& x, const auto& a, auto& draw, auto& constant) {
    auto s = x[0] * a;
    for (int i = 1; i < N; ++i) s = draw(3) ? s + constant() * x[i] * a : s - eg::exp(0.1 * x[i]);
    return s * (1. / N);
  }
  static constexpr auto chain(const auto& x, const auto& b) {
    auto s = (x[1] - x[0]) * (x[1] - x[0]);
    for (int i = 1; i + 1 < N; ++i) s = s + (x[i + 1] - x[i]) * (x[i + 1] - x[i]) + 0.1 * (x[i] * b);
    return s * (1. / N);
  }
  static constexpr auto matrix(const auto& x, double c) {
    auto s = x[0] * 0.;
    for (int i = 0; i < N; ++i) {
      auto line = x[i] * x[0];
      for (int k = 1; k < N; ++k) line = line + (c + k) * x[(i * k) % N];
      s = s + eg::erf(line * (1. / N));
    }
    return s * (1. / N);
  }
  static constexpr auto most(const auto& x) {
    auto m = x[0] * x[1];
    for (int i = 1; i < N; ++i) m = eg::max(m, x[i] * x[(i + 1) % N]);
    return m;
  }
};

template <unsigned Seed, int N>
void check_drawn() {
  BOOST_TEST_INFO_SCOPE("seed " << Seed << " of " << N << " numbers");
  constexpr drawn<Seed, N> f;
  draws d;
  for (int repeat = 0; repeat < 3; ++repeat) {
    const auto x = d.array<N>(-1, 1), v = d.array<N>(-1, 1);
    const auto expected = dual_gradient(f, x);
    const auto [value, gradient] = eg::value_and_gradient(f)(x);
    check_close(value, f(x), 1e-12);
    check_close(gradient, expected, 1e-12);
    using first = eg::dual<double>;
    std::array<eg::dual<first>, N> at;
    std::array<double, N> along;
    for (int i = 0; i < N; ++i) {
      for (int k = 0; k < N; ++k) at[k] = {first{x[k], v[k]}, first{k == i ? 1. : 0., 0}};
      along[i] = f(at).derivative.derivative;
    }
    check_close(eg::hvp(f)(x, v), along, 1e-11);
  }
}

// A few, for each is compiled; other seeds are as good.
BOOST_AUTO_TEST_CASE(all_derivatives_are_those_of_dual_numbers) {
  check_drawn<1, 5>();
  check_drawn<2, 6>();
}

BOOST_AUTO_TEST_SUITE_END()
