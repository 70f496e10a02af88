// Uniform numbers a register at a time are those one by one.
#include <boost/test/unit_test.hpp>
#include <evengrad/core/uniform_pack.hpp>

namespace eg = evengrad;

namespace {
template <int L>
void compare() {
  for (std::uint64_t element : {0ull, 4ull, 1ull, 2ull, 7ull, 1001ull, (1ull << 34) - 6}) {
    const auto u = eg::uniform_pack<L>(eg::seed{77}, 5, 3, element);
    for (int i = 0; i < L; ++i) BOOST_CHECK_EQUAL(u[i], eg::uniform_at(eg::seed{77}, 5, 3, element + i));
  }
}
}  // namespace

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(uniform_pack_equals_the_elements_one_by_one) {
  compare<1>();
  compare<2>();
  compare<4>();
  compare<8>();
  compare<16>();
}

BOOST_AUTO_TEST_SUITE_END()
