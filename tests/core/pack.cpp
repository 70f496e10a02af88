// Packs of every width against plain loops: operators, comparisons, select, spread, loads, sums and the largest lane.
#include <evengrad/core/pack.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

template <class F>
void for_every_width(F f) {
  const auto run = [&]<class T, int... N>(T, std::integer_sequence<int, N...>) { (f(eg::pack<T, N>(T(0))), ...); };
  run(1.f, std::integer_sequence<int, 1, 2, 4, 8, 16, 32>{});
  run(1., std::integer_sequence<int, 1, 2, 4, 8, 16>{});
}

BOOST_AUTO_TEST_CASE(operators_work_lane_by_lane) {
  for_every_width([]<class T, int N>(const eg::pack<T, N>&) {
    using pack = eg::pack<T, N>;
    samples<T> s;
    T a[N], b[N];
    for (int i = 0; i < N; ++i) a[i] = s.between(-2, 2), b[i] = i % 3 ? s.between(-2, 2) : a[i];
    const pack x = pack::load(a), y = pack::load(b);
    const pack one(1), zero(0);
    pack z = x;
    z += y, z -= one, z *= y, z /= one + one;
    int wrong = 0;
    for (int i = 0; i < N; ++i) {
      wrong += (x + y)[i] != (a[i] + b[i]);
      wrong += (x - y)[i] != (a[i] - b[i]);
      wrong += (x * y)[i] != (a[i] * b[i]);
      wrong += (x / y)[i] != (a[i] / b[i]);
      wrong += (-x)[i] != (-a[i]);
      wrong += (x * 2 + 1)[i] != (a[i] * 2 + 1);
      wrong += select(x < y, one, zero)[i] != (a[i] < b[i]);
      wrong += select(x > y, one, zero)[i] != (a[i] > b[i]);
      wrong += select(x <= y, one, zero)[i] != (a[i] <= b[i]);
      wrong += select(x >= y, one, zero)[i] != (a[i] >= b[i]);
      wrong += select(x == y, one, zero)[i] != (a[i] == b[i]);
      wrong += select(x != y, one, zero)[i] != (a[i] != b[i]);
      wrong += select(x < y && x > zero, one, zero)[i] != (a[i] < b[i] && a[i] > 0);
      wrong += select(x < y || x > zero, one, zero)[i] != (a[i] < b[i] || a[i] > 0);
      wrong += select(!(x < y), one, zero)[i] != (!(a[i] < b[i]));
      wrong += std::fabs(z[i] - (a[i] + b[i] - 1) * b[i] / 2) > T(1e-6);
    }
    check_none_differ(wrong);
  });
}

BOOST_AUTO_TEST_CASE(a_number_is_spread_over_the_lanes_with_its_sign) {
  for_every_width([]<class T, int N>(const eg::pack<T, N>&) {
    using pack = eg::pack<T, N>;
    check_none_differ(!std::signbit(pack(T(-0.0))[N - 1]) + (pack(3)[N - 1] != 3) +
                      !std::isinf(pack(std::numeric_limits<T>::infinity())[0]));
  });
}

BOOST_AUTO_TEST_CASE(sum_is_a_tree_in_one_order) {
  for_every_width([]<class T, int N>(const eg::pack<T, N>&) {
    samples<T> s;
    int wrong = 0;
    for (int k = 0; k < 50; ++k) {
      T a[N];
      for (T& v : a) v = s.between(-1, 1);
      const auto x = eg::pack<T, N>::load(a);
      T most = a[0];
      for (T v : a) most = std::max(most, v);
      wrong += largest(x) != most;
      for (int half = N / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) a[i] = a[i] + a[i + half];
      wrong += sum(x) != a[0];
    }
    check_none_differ(wrong);
  });
}

static_assert(sizeof(eg::pack<float, 8>) == 32 && sizeof(eg::pack<double, 1>) == sizeof(double));
static_assert(eg::sum(eg::pack<float, 1>(3)) == 3 && eg::largest(eg::pack<double, 1>(2)) == 2);
static_assert((eg::pack<double, 1>(3) * 2 - 1)[0] == 5);
static_assert(eg::select(eg::pack<float, 1>(1) < eg::pack<float, 1>(2), eg::pack<float, 1>(3),
                         eg::pack<float, 1>(4))[0] == 3);
static_assert(eg::native_lanes<float> * 4 == std::max(eg::vector_bytes, 4) || eg::vector_bytes < 16);

// 0, 1, …, 7 and their sum, largest lane and lanes that are selected, while compiling.
constexpr eg::pack<double, 8> counted = eg::pack<double, 8>::vector{0, 1, 2, 3, 4, 5, 6, 7};
static_assert(eg::sum(counted) == 28 && eg::largest(counted) == 7 && counted[5] == 5);
static_assert(eg::select(counted < eg::pack<double, 8>(3), counted * 2, -counted)[2] == 4);
static_assert(eg::select(counted < eg::pack<double, 8>(3), counted * 2, -counted)[3] == -3);

BOOST_AUTO_TEST_SUITE_END()
