// Loads and stores of the first n lanes touch exactly those.
#include <evengrad/core/pack.hpp>

#include "accuracy.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(core)

template <class T, int N>
void check_first_lanes() {
  for (int n = 0; n <= N; ++n) {
    std::vector<T> from(static_cast<std::size_t>(n));  // a sanitizer sees a read beyond
    for (int i = 0; i < n; ++i) from[static_cast<std::size_t>(i)] = static_cast<T>(i + 1);
    const auto x = eg::pack<T, N>::load(from.data(), n);
    int wrong = 0;
    for (int i = 0; i < N; ++i) wrong += x[i] != (i < n ? i + 1 : 0);
    std::array<T, N + 1> to;
    to.fill(-1);
    eg::pack<T, N>(7).store(to.data(), n);
    for (int i = 0; i <= N; ++i) wrong += to[static_cast<std::size_t>(i)] != (i < n ? 7 : -1);
    check_none_differ(wrong);
  }
}

BOOST_AUTO_TEST_CASE(partial_loads_and_stores_touch_the_first_lanes_only) {
  check_first_lanes<float, 1>(), check_first_lanes<float, 2>(), check_first_lanes<float, 4>();
  check_first_lanes<float, 8>(), check_first_lanes<float, 16>(), check_first_lanes<float, 32>();
  check_first_lanes<double, 1>(), check_first_lanes<double, 2>(), check_first_lanes<double, 4>();
  check_first_lanes<double, 8>(), check_first_lanes<double, 16>();
}

BOOST_AUTO_TEST_SUITE_END()
