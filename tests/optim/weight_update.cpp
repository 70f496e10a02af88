// Lanes of packs by the bits of a mask.
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/optim/weight_update.hpp>

#include <array>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {
template <class T, int N>
void check_lanes() {
  std::array<T, N> in{};
  for (int i = 0; i < N; ++i) in[std::size_t(i)] = T(i + 1);
  for (const unsigned bits : {0u, 1u, 0x8000u, 0x55AAu, 0xFFFFu, 0xABCD1234u}) {
    std::array<T, N> out{};
    eg::where_kept<T, N>(bits, eg::pack<T, N>::load(in.data())).store(out.data());
    for (int i = 0; i < N; ++i)
      BOOST_TEST((out[std::size_t(i)] == T(bits >> i & 1 ? i + 1 : 0)), N << " lanes, bits " << bits << ", at " << i);
  }
}
}  // namespace

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(lanes_without_their_bit_are_zero) {
  check_lanes<float, 1>(), check_lanes<float, 4>(), check_lanes<float, 8>(), check_lanes<float, 16>();
  check_lanes<double, 1>(), check_lanes<double, 2>(), check_lanes<double, 8>(), check_lanes<double, 16>();
  check_lanes<eg::dual<double>, 4>();
}

BOOST_AUTO_TEST_SUITE_END()
