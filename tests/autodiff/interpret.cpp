// Plans element by element: the results of the code that is generated from them, but for rounding.
#include <evengrad/autodiff/run_plan.hpp>

#include "functions.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

template <class F, eg::wanted What, class T>
void check_both_ways() {
  constexpr int n = F::size;
  constexpr const auto& p = eg::function_plan<What, 1, F, std::array<eg::symbol, n>>;
  draws d;
  T x[n], v[n], value[2], results[2][n];
  for (int i = 0; i < n; ++i) x[i] = T(d.between(F::low, F::high)), v[i] = T(d.between(-1, 1));
  const T* const arguments[] = {x, v};
  T* const interpreted[] = {value, results[0]};
  T* const evaluated[] = {value + 1, results[1]};
  eg::interpret<p, T>(arguments, interpreted);
  eg::evaluate<p, T>(arguments, evaluated);
  const double tolerance = sizeof(T) == 8 ? 1e-13 : 1e-5;
  check_close(double(value[1]), double(value[0]), tolerance);
  std::array<double, n> a, b;
  for (int i = 0; i < n; ++i) a[i] = results[1][i], b[i] = results[0][i];
  check_close(a, b, tolerance);
}

BOOST_AUTO_TEST_CASE(gradients_and_second_derivatives) {
  for_each_function([](auto f) {
    check_both_ways<decltype(f), eg::wanted::gradient, double>();
    check_both_ways<decltype(f), eg::wanted::gradient, float>();
    check_both_ways<decltype(f), eg::wanted::product_with_hessian, double>();
  });
}

BOOST_AUTO_TEST_SUITE_END()
