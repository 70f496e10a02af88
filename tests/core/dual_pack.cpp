// Packs of duals do what a kernel does with packs of numbers: load, compute, select, add up, store.
#include <evengrad/core/dual_pack.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

template <class T, int N>
struct square_and_threshold {
  using pack = eg::pack<T, N>;
  static void run(const T* x, T* y, int n) {
    for (int i = 0; i < n; i += N) {
      const int lanes = std::min(N, n - i);
      const pack p = pack::load(x + i, lanes);
      const pack z = select(p > pack(0), exp(p) * p + 1, pack(T(2)) - p * 0.5);
      z.store(y + i, lanes);
    }
  }
};

template <class T, int N>
void check_kernel() {
  using number = eg::dual<T>;
  std::vector<number> x, y(7);
  for (int i = 0; i < 7; ++i) x.push_back(number{T(i - 3) / 2, T(1 + i)});
  square_and_threshold<number, N>::run(x.data(), y.data(), 7);
  for (int i = 0; i < 7; ++i) {
    const T v = x[static_cast<std::size_t>(i)].value, d = x[static_cast<std::size_t>(i)].derivative;
    const number got = y[static_cast<std::size_t>(i)];
    BOOST_CHECK_CLOSE_FRACTION(got.value, v > 0 ? eg::exp(v) * v + 1 : 2 - v / 2, T(1e-6));
    BOOST_CHECK_CLOSE_FRACTION(got.derivative, v > 0 ? eg::exp(v) * (1 + v) * d : -d / 2, T(1e-6));
  }
}

BOOST_AUTO_TEST_CASE(a_kernel_runs_on_duals_in_every_width) {
  check_kernel<double, 1>(), check_kernel<double, 2>(), check_kernel<double, 4>();
  check_kernel<float, 1>(), check_kernel<float, 4>(), check_kernel<float, 8>();
}

BOOST_AUTO_TEST_CASE(a_kernel_runs_on_duals_of_duals) {
  using number = eg::dual<eg::dual<double>>;
  const number x{{0.5, 1}, {1, 0}};
  number y;
  square_and_threshold<number, 1>::run(&x, &y, 1);
  BOOST_CHECK_CLOSE_FRACTION(y.value.value, std::exp(0.5) * 0.5 + 1, 1e-14);
  BOOST_CHECK_CLOSE_FRACTION(y.value.derivative, std::exp(0.5) * 1.5, 1e-14);
  BOOST_CHECK_CLOSE_FRACTION(y.derivative.derivative, std::exp(0.5) * 2.5, 1e-14);
}

BOOST_AUTO_TEST_CASE(sums_and_the_largest_lane_bring_their_derivatives) {
  const eg::dual<double> x[] = {{1, 10}, {4, 20}, {3, 30}, {4, 40}};
  const auto p = eg::pack<eg::dual<double>, 4>::load(x);
  BOOST_CHECK_EQUAL(sum(p).value, 12);
  BOOST_CHECK_EQUAL(sum(p).derivative, 100);
  BOOST_CHECK_EQUAL(largest(p).value, 4);
  BOOST_CHECK_EQUAL(largest(p).derivative, 20);
  BOOST_CHECK_EQUAL((p + x[0]).derivative[2], 40);
}

static_assert(eg::native_lanes<eg::dual<float>> == eg::native_lanes<float> &&
              eg::native_lanes<eg::dual<eg::dual<float>>> == 1);
static_assert(sizeof(eg::pack<eg::dual<double>, 1>) == 2 * sizeof(double));

BOOST_AUTO_TEST_SUITE_END()
