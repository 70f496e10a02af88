#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/rnn_cell.hpp>

#include "recorded.hpp"

namespace eg = evengrad;

namespace {

constexpr auto by_tanh = eg::input<5, 3> | eg::scan_all(eg::rnn_cell<4>) | eg::flatten;
constexpr auto by_relu = eg::input<5, 3> | eg::scan_all(eg::rnn_cell<4, eg::relu>) | eg::flatten;

}  // namespace

BOOST_AUTO_TEST_SUITE(layer)

BOOST_AUTO_TEST_CASE(plain_cells_are_those_of_pytorch) {
  evengrad_test::check_as_recorded<by_tanh>("rnn");
  evengrad_test::check_as_recorded<by_relu>("rnn_relu");
}

BOOST_AUTO_TEST_CASE(a_plain_cell_begins_orthogonal) {
  eg::model<by_tanh, double> m(eg::seed(1));
  const auto w = m["rnn_1.w_h"];
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) {
      double product = 0;
      for (int k = 0; k < 4; ++k) product += w(k, i) * w(k, j);
      BOOST_TEST(std::fabs(product - (i == j)) <= 1e-14);
    }
}

BOOST_AUTO_TEST_SUITE_END()
