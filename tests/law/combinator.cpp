// Gradients through branches, taps, shared layers and repeated blocks, and the losses that their predictions have.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/normalize.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(law)

namespace {

constexpr auto branches = eg::input<4> | eg::bias | eg::tap<"x"> | eg::dense<6> |
                          eg::residual(eg::layer_norm | eg::dense<8> | eg::relu | eg::dense<6>) |
                          eg::concat(eg::identity_layer, eg::from<"x">, eg::dense<3> | eg::tanh) |
                          eg::multiply(eg::dense<5>, eg::dense<5> | eg::sigmoid) | eg::dense<2>;
constexpr auto block = eg::residual(eg::rms_norm | eg::dense<5> | eg::tanh | eg::dense<6>);
constexpr auto repeated = eg::input<3> | eg::bias | eg::dense<6> | eg::repeat_shared<3>(eg::dense<6> | eg::tanh) |
                          eg::repeat<2>(eg::repeat<2>(block) | eg::tanh) | eg::call(eg::dense<2>);
constexpr auto twice = eg::input<2, 3> | eg::bias | eg::shared<"e">(eg::dense<3> | eg::tanh) | eg::tap<"y"> |
                       eg::shared<"e">(eg::dense<3> | eg::tanh) | eg::add(eg::from<"y">, eg::identity_layer) |
                       eg::repeat<3>(eg::dense<3> | eg::tanh) | eg::flatten | eg::repeat<2>(eg::dense<6> | eg::tanh) |
                       eg::dense<2>;

// Shared layers that hold repeated blocks, also within a repeated block.
constexpr auto encoder = eg::shared<"e">(eg::repeat<2>(eg::dense<4> | eg::tanh) | eg::dense<4>);
constexpr auto step = eg::shared<"s">(eg::call(eg::dense<4> | eg::tanh));
constexpr auto shared_calls =
    eg::input<4> | eg::bias | encoder | eg::tanh | encoder | eg::repeat<2>(step | eg::relu | step) | eg::dense<2>;

double squared_difference(const double* y, const double* t) {
  return ((y[0] - t[0]) * (y[0] - t[0]) + (y[1] - t[1]) * (y[1] - t[1])) / 2;
}
template <const auto& Net, bool Float = false>
void check_combination(int inputs) {
  for (const int rows : {1, 6}) {
    const rows_for_law data(rows, inputs, 2);
    check_law<Net>(eg::mse, data);
    check_value<Net>(eg::mse, data, squared_difference);
    if constexpr (Float) check_float<Net>(eg::mse, data);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(branches_and_taps) { check_combination<branches, true>(4); }
BOOST_AUTO_TEST_CASE(repeated_blocks) { check_combination<repeated>(3); }
BOOST_AUTO_TEST_CASE(blocks_in_shared_layers) { check_combination<shared_calls>(4); }
BOOST_AUTO_TEST_CASE(one_layer_twice) { check_combination<twice>(6); }

BOOST_AUTO_TEST_SUITE_END()
