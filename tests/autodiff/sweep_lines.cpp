// SIMD loops of every length: whole registers and the rest, sums, largest elements, lines of a matrix.
#include <evengrad/autodiff/elementary.hpp>
#include <evengrad/autodiff/gradient.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

template <int N>
void check_length() {
  constexpr auto f = [](const auto& x, const auto& w) {
    return log(sum(exp(x * w))) + largest(x * 2.) * mean(w * w) + x[N - 1] * w[0];
  };
  draws d;
  const eg::vector<double, N> x{d.array<N>(-1, 1)}, w{d.array<N>(-1, 1)};
  const auto [value, gradients] = eg::value_and_gradient(f)(x, w);
  check_close(value, f(x, w), 1e-14);
  for (int i = 0; i < N; ++i) {
    eg::vector<eg::dual<double>, N> along_x, along_w;
    for (int k = 0; k < N; ++k) along_x[k] = x[k], along_w[k] = w[k];
    const auto by_x = [&] { return along_x[i].derivative = 1, f(along_x, along_w).derivative; }();
    along_x[i].derivative = 0, along_w[i].derivative = 1;
    check_close(std::get<0>(gradients)[i], by_x, 1e-13);
    check_close(std::get<1>(gradients)[i], f(along_x, along_w).derivative, 1e-13);
  }
  eg::vector<float, N> narrow{};
  for (int i = 0; i < N; ++i) narrow[i] = float(x[i]);
  check_close(eg::gradient<0>(f)(narrow, narrow)[0], eg::gradient<0>(f)(x, x)[0], 1e-4);
}

BOOST_AUTO_TEST_CASE(vectors_of_every_remainder) {
  [&]<int... N>(std::integer_sequence<int, N...>) { (check_length<N>(), ...); }
  (std::integer_sequence<int, 1, 2, 3, 4, 5, 7, 8, 9, 14, 17, 33>{});
}

template <int M, int N>
void check_matrix() {
  constexpr auto f = [](const auto& a, const auto& x, const auto& b) { return dot(tanh(matmul(a, x) + b), b); };
  draws d;
  const eg::matrix<double, M, N> a{d.array<std::size_t(M * N)>(-1, 1)};
  const eg::vector<double, N> x{d.array<std::size_t(N)>(-1, 1)};
  const eg::vector<double, M> b{d.array<std::size_t(M)>(-1, 1)};
  const auto [by_a, by_x, by_b] = eg::gradient(f)(a, x, b);
  const auto h = tanh(matmul(a, x) + b);
  for (int i = 0; i < M; ++i) {
    const double s = (1 - h[i] * h[i]) * b[i];
    check_close(by_b[i], s + h[i], 1e-14);
    for (int k = 0; k < N; ++k) check_close(by_a(i, k), s * x[k], 1e-14);
  }
  for (int k = 0; k < N; ++k) {
    double expected = 0;
    for (int i = 0; i < M; ++i) expected += (1 - h[i] * h[i]) * b[i] * a(i, k);
    check_close(by_x[k], expected, 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(matrices_line_by_line) {
  check_matrix<3, 5>();
  check_matrix<16, 8>();
  check_matrix<7, 33>();
  check_matrix<1, 9>();
  check_matrix<9, 1>();
}

BOOST_AUTO_TEST_SUITE_END()
