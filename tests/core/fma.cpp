// fma in every width, and its constant expression against the instruction or the library, which round once.
#include <evengrad/core/fma.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

template <class T>
T expected(T a, T b, T c) {
  if (eg::has_fma) return std::fma(a, b, c);
  T volatile product = a * b;  // a compiler may not join what passes through memory
  return product + c;
}

template <class T, int N>
void check_width() {
  samples<T> s;
  int differ = 0;
  for (int k = 0; k < 500; ++k) {
    T a[N], b[N], c[N], y[N];
    for (int i = 0; i < N; ++i)
      a[i] = s.between(-2, 2), b[i] = s.between(-2, 2), c[i] = -a[i] * b[i] * s.between(1, 1.01);
    using pack = eg::pack<T, N>;
    eg::fma(pack::load(a), pack::load(b), pack::load(c)).store(y);
    for (int i = 0; i < N; ++i)
      differ += !same_bits(y[i], expected(a[i], b[i], c[i])) || !same_bits(y[i], eg::fma(a[i], b[i], c[i]));
  }
  check_none_differ(differ);
}

BOOST_AUTO_TEST_CASE(fma_is_the_same_in_every_width) {
  check_width<float, 1>(), check_width<float, 2>(), check_width<float, 4>(), check_width<float, 8>();
  check_width<float, 16>(), check_width<float, 32>(), check_width<float, 64>();
  check_width<double, 1>(), check_width<double, 2>(), check_width<double, 4>(), check_width<double, 8>();
  check_width<double, 16>(), check_width<double, 32>();
}

template <class T>
void check_constant_rounding() {
  samples<T> s;
  for (int i = 0; i < 50'000; ++i) {
    const int exponent = static_cast<int>(s.between(-60, 60));
    const T a = s.between(-2, 2), b = std::ldexp(s.between(-2, 2), exponent);
    const T near = -a * b * (1 + s.between(-4, 4) * std::numeric_limits<T>::epsilon());
    const T far = std::ldexp(s.between(-2, 2), exponent + static_cast<int>(s.between(-70, 70)));
    for (T c : {near, far, T(0)}) {
      BOOST_TEST_INFO(a << " * " << b << " + " << c);
      BOOST_REQUIRE_EQUAL(eg::fma_constant(a, b, c), std::fma(a, b, c));
    }
  }
}

BOOST_AUTO_TEST_CASE(fma_in_a_constant_expression_rounds_once) {
  check_constant_rounding<float>();
  check_constant_rounding<double>();
  static_assert(eg::fma(2., 3., 4.) == 10 && eg::fma(0.f, 3.f, -1.f) == -1);
}

BOOST_AUTO_TEST_CASE(product_error_is_what_rounding_dropped) {
  samples<double> s;
  for (int i = 0; i < 10'000; ++i) {
    const double a = s.between(-2, 2), b = s.between(-2, 2), p = a * b;
    BOOST_CHECK_SMALL(eg::product_error(a, b, p) - std::fma(a, b, -p), 0x1p-100);
  }
}

BOOST_AUTO_TEST_CASE(horner_takes_the_constant_first) {
  static constexpr double c[] = {1, 2, 3};
  static_assert(eg::horner(2., c) == 17);
  const eg::pack<double, 4> y = eg::horner(eg::pack<double, 4>(2), c);
  BOOST_CHECK_EQUAL(y[3], 17);
}

BOOST_AUTO_TEST_CASE(polynomials_of_four_chains_take_every_coefficient) {
  static constexpr double c[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  static_assert(eg::polynomial(2., c) == eg::horner(2., c) && eg::polynomial(-1., c) == 5);
}

BOOST_AUTO_TEST_SUITE_END()
