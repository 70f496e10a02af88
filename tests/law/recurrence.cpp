// Gradients through time: cells of the library and one of our own, from a zero state and from one that is computed.
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/scan.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/gru_cell.hpp>
#include <evengrad/layer/lstm_cell.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/rnn_cell.hpp>
#include <evengrad/loss/mse.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(law)

namespace {

// No projection, so that steps multiply what they read; a state of three parts whose widths fill no pack.
struct three_parts : eg::cell {
  static constexpr std::string_view name = "three_parts";
  static constexpr std::array<int, 3> state{3, 1, 2};
  constexpr std::array<eg::symbol, 3> formula(eg::symbol x, eg::symbol h, eg::symbol m, eg::symbol c) const {
    const auto w_x = x.parameter("w_x", {x.features(), 3}, eg::init::glorot_uniform{});
    const auto w_h = x.parameter("w_h", {3, 3}, eg::init::orthogonal<>{});
    const eg::symbol a = tanh(matmul(x, w_x) + matmul(h, w_h) + m);
    return {a, m + sum(a * 0.5), c * slice(a, 1, 2)};
  }
};
// Nothing is learned, and the next state is at once an adjoint's way.
struct running_sum : eg::cell {
  static constexpr std::string_view name = "running_sum";
  static constexpr std::array<int, 1> state{3};
  constexpr eg::symbol formula(eg::symbol x, eg::symbol h) const { return h + x; }
};

constexpr auto gru = eg::input<4, 3> | eg::bias | eg::scan(eg::gru_cell<5>) | eg::dense<2>;
constexpr auto lstm =
    eg::input<3, 3> | eg::bias | eg::scan_all(eg::lstm_cell<3>) | eg::scan(eg::rnn_cell<17, eg::relu>) | eg::dense<2>;
constexpr auto mine =
    eg::input<4, 3> | eg::scan_all(three_parts{}) | eg::scan_all(running_sum{}) | eg::flatten | eg::dense<2>;
constexpr auto begun = eg::input<8> | eg::bias | eg::tap<"x"> | eg::dense<6> | eg::tanh | eg::tap<"h"> | eg::from<"x"> |
                       eg::reshape_to<4, 2> | eg::scan_all<eg::begin_with<"h">>(three_parts{}) | eg::flatten |
                       eg::dense<2>;
constexpr auto in_blocks = eg::input<3, 3> | eg::repeat<2>(eg::residual(eg::scan_all(eg::rnn_cell<3>))) |
                           eg::shared<"s">(eg::scan_all(eg::gru_cell<3>)) |
                           eg::shared<"s">(eg::scan_all(eg::gru_cell<3>)) | eg::flatten | eg::dense<2>;
// One unit over three steps, and one step.
constexpr auto small = eg::input<3, 1> | eg::bias | eg::scan_all(eg::rnn_cell<1>) | eg::reshape_to<1, 3> |
                       eg::scan_all(three_parts{}) | eg::flatten | eg::dense<2>;

double squared_error(const double* y, const double* t) {
  return ((y[0] - t[0]) * (y[0] - t[0]) + (y[1] - t[1]) * (y[1] - t[1])) / 2;
}
template <const auto& Net>
void check_in_time(int inputs) {
  for (const int rows : {1, 5}) check_law<Net>(eg::mse, rows_for_law(rows, inputs, 2));
  check_value<Net>(eg::mse, rows_for_law(5, inputs, 2), squared_error);
}

}  // namespace

BOOST_AUTO_TEST_CASE(gated_units) { check_in_time<gru>(12); }
BOOST_AUTO_TEST_CASE(one_scan_behind_another) {
  check_in_time<lstm>(9);
  check_float<lstm>(eg::mse, rows_for_law(37, 9, 2));
}
BOOST_AUTO_TEST_CASE(cells_of_ones_own) { check_in_time<mine>(12); }
BOOST_AUTO_TEST_CASE(a_first_state_that_is_computed) { check_in_time<begun>(8); }
BOOST_AUTO_TEST_CASE(scans_in_repeated_blocks_and_shared) { check_in_time<in_blocks>(9); }
BOOST_AUTO_TEST_CASE(one_number_and_one_step) { check_in_time<small>(3); }

BOOST_AUTO_TEST_SUITE_END()
