// Before anything runs: what each layer passes forward and backward, and whether the net can be trained.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

// Rectifiers halve the mean square; He's law makes up for it.
constexpr auto good = eg::input<64> | eg::dense<64> | eg::relu | eg::dense<64> | eg::relu | eg::dense<10>;
static_assert(eg::healthy<good>());

// The slope of the sigmoid is at most 1/4: the first layers get next to no gradient. As
// static_assert(eg::healthy<stack>()) this does not compile, and the message names the layer.
using glorot = eg::init::glorot_normal;
constexpr auto stack = eg::input<64> | eg::dense<64, glorot> | eg::sigmoid | eg::dense<64, glorot> | eg::sigmoid |
                       eg::dense<64, glorot> | eg::sigmoid | eg::dense<64, glorot> | eg::sigmoid | eg::dense<10>;
static_assert(eg::diagnosis_of<stack>.fault.what == eg::verdict::vanishing_backward);

// Weights of variance 1: tanh is driven into its flat ends, and what slope is left multiplies gradients by nine a
// layer.
constexpr auto large = eg::input<256> | eg::dense<256, eg::init::normal<1>> | eg::tanh |
                       eg::dense<256, eg::init::normal<1>> | eg::tanh | eg::dense<10>;

// Ten thousand residual blocks cost no more to look through than ten.
constexpr auto deep =
    eg::input<64> | eg::dense<64> |
    eg::repeat<10000>(eg::residual(eg::layer_norm | eg::dense<64> | eg::relu | eg::dense<64, eg::init::zeros>)) |
    eg::layer_norm | eg::dense<10>;
static_assert(eg::healthy<deep>());

int main() {
  fmt::print("{}\n", eg::signal<good>());
  fmt::print("{}\n", eg::signal<stack>());
  fmt::print("{}\n", eg::signal<large>());
  fmt::print("{}\n", eg::signal<deep>());
  // Of pixels that are neither centred nor scaled: mean 8, mean square 100, and rows much like each other.
  fmt::print("{}", eg::signal<good>({.input = {8, 100, 80}}));
}
