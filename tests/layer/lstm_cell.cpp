#include <evengrad/layer/lstm_cell.hpp>
#include <evengrad/layer/reshape.hpp>

#include "recorded.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<5, 3> | eg::scan_all(eg::lstm_cell<4>) | eg::flatten;

}  // namespace

BOOST_AUTO_TEST_SUITE(layer)

BOOST_AUTO_TEST_CASE(long_memories_are_those_of_pytorch) { evengrad_test::check_as_recorded<net>("lstm"); }

BOOST_AUTO_TEST_CASE(a_long_memory_forgets_nothing_at_first) {
  eg::model<net, double> m(eg::seed(1));
  const auto b = m["lstm_1.b"];
  for (int i = 0; i < 16; ++i) BOOST_TEST(b(i) == (i / 4 == 1));
}

BOOST_AUTO_TEST_SUITE_END()
