#include <evengrad/layer/gru_cell.hpp>
#include <evengrad/layer/reshape.hpp>

#include "recorded.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<5, 3> | eg::scan_all(eg::gru_cell<4>) | eg::flatten;

}  // namespace

BOOST_AUTO_TEST_SUITE(layer)

BOOST_AUTO_TEST_CASE(gated_units_are_those_of_pytorch) { evengrad_test::check_as_recorded<net>("gru"); }

BOOST_AUTO_TEST_SUITE_END()
