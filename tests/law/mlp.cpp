// Gradients of dense networks: one row, a few, more than a tile; rectifiers and smooth activations; rank 3.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/elu.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hard.hpp>
#include <evengrad/op/leaky_relu.hpp>
#include <evengrad/op/softplus.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(law)

namespace {

// A bias before all else has the gradient by the input as its own.
constexpr auto mlp = eg::input<3> | eg::bias | eg::dense<17> | eg::relu | eg::dense<4> | eg::tanh | eg::dense<2>;
constexpr auto activations = eg::input<3> | eg::dense<4> |
                             eg::add(eg::tanh, eg::sigmoid, eg::gelu, eg::gelu_tanh, eg::softplus, eg::silu, eg::mish,
                                     eg::elu(0.7), eg::selu, eg::scaled_tanh, eg::gelu_sigmoid, eg::hard_tanh,
                                     eg::hard_sigmoid, eg::hard_swish, eg::softsign, eg::leaky_relu(0.1), eg::relu) |
                             eg::dense<2>;
constexpr auto lines = eg::input<2, 3, 4> | eg::bias | eg::dense<5> | eg::sigmoid | eg::reshape_to<3, 10> |
                       eg::dense<2> | eg::tanh | eg::flatten | eg::dense<2>;

double squared(const double* y, const double* t) {
  return ((y[0] - t[0]) * (y[0] - t[0]) + (y[1] - t[1]) * (y[1] - t[1])) / 2;
}

}  // namespace

BOOST_AUTO_TEST_CASE(dense_networks) {
  for (const int rows : {1, 5, 37}) {
    check_law<mlp>(eg::mse, rows_for_law(rows, 3, 2));
    check_value<mlp>(eg::mse, rows_for_law(rows, 3, 2), squared);
    check_float<mlp>(eg::mse, rows_for_law(rows, 3, 2));
  }
}

BOOST_AUTO_TEST_CASE(every_activation_of_one_value) {
  for (const int rows : {1, 6}) check_law<activations>(eg::mse, rows_for_law(rows, 3, 2));
  check_value<activations>(eg::mse, rows_for_law(6, 3, 2), squared);
}

BOOST_AUTO_TEST_CASE(examples_of_rank_three) {
  for (const int rows : {1, 6}) check_law<lines>(eg::mse, rows_for_law(rows, 24, 2));
  check_value<lines>(eg::mse, rows_for_law(6, 24, 2), squared);
  check_float<lines>(eg::mse, rows_for_law(6, 24, 2));
}

BOOST_AUTO_TEST_SUITE_END()
