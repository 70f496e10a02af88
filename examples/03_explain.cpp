// What the compiler made of a net: constants for static_assert, a table, the generated programs, and a drawing.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<16> | eg::relu |
                     eg::residual(eg::layer_norm | eg::dense<32> | eg::relu | eg::dense<16>) | eg::dense<3>;

// Counted on the graph while compiling: true elements, a multiply-add as two operations.
static_assert(eg::parameter_count(net) == (8 * 16 + 16) + 2 * 16 + (16 * 32 + 32) + (32 * 16 + 16) + (16 * 3 + 3));
static_assert(eg::multiply_adds(net) == 8 * 16 + 16 * 32 + 32 * 16 + 16 * 3);
static_assert(eg::flops(net) > 2 * eg::multiply_adds(net));
// What a model holds: weights and gradients in whole panels of 16 columns, values in arenas that are used again.
static_assert(eg::inference_bytes<net>(eg::batch{1}) < eg::training_bytes<net>(eg::batch{1}));
static_assert(eg::training_memory<net>(eg::batch{64}).rows < eg::activation_bytes<net>(eg::batch{64}));

int main() {
  fmt::print("{}\n", eg::summary<net>(eg::batch{64}));
  fmt::print("{}\n", eg::explain<net>());                   // the program that infers
  fmt::print("{}\n", eg::explain<net>(eg::cross_entropy));  // the one that trains: forward and backward
  fmt::print("{}", eg::graphviz<net>());                    // for dot -Tsvg
}
