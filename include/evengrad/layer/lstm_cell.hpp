// Long short-term memory (Hochreiter & Schmidhuber 1997) with a forget gate (Gers, Schmidhuber & Cummins 2000).
#pragma once
#include <evengrad/init/automatic.hpp>
#include <evengrad/init/orthogonal.hpp>
#include <evengrad/layer/cell.hpp>
#include <evengrad/op/hyperbolic.hpp>

namespace evengrad::inline EVENGRAD_ISA {

namespace init {
/// Of four gates side by side the second, which forgets, begins at one, the others at zero: at first a memory lasts
/// (Jozefowicz, Zaremba & Sutskever 2015).
struct remember {
  static constexpr evengrad::law law(fans) { return whole_law(0.25, sqrt(3.) / 4); }
  static void draw(const generator&, const shape& dims, fans, double* w) {
    const int h = dims.last() / 4;
    for (int i = 0; i < h; ++i) w[h + i] = 1;
  }
};
}  // namespace init

template <int H, an_initializer Bias, an_initializer Recurrent, an_initializer Input>
struct lstm_cell_t : cell {
  static constexpr std::string_view name = "lstm";
  static constexpr std::array<int, 2> state{H, H};
  constexpr symbol project(symbol x) const {
    return matmul(x, x.parameter("w_x", {x.features(), 4 * H}, Input{})) + x.parameter("b", {4 * H}, Bias{});
  }
  constexpr std::array<symbol, 2> formula(symbol x, symbol h, symbol c) const {
    const symbol gates = x + matmul(h, h.parameter("w_h", {H, 4 * H}, Recurrent{}));
    const symbol in = sigmoid(slice(gates, 0, H)), forget = sigmoid(slice(gates, H, H)),
                 candidate = tanh(slice(gates, 2 * H, H)), out = sigmoid(slice(gates, 3 * H, H));
    const symbol next = forget * c + in * candidate;
    return {out * tanh(next), next};
  }
};
/// H units. With z = x w_x + b + h w_h in four parts i, f, g, o: c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c'). The
/// state is h and behind it c. w_x is F × 4H, w_h H × 4H, b has 4H elements, of which those of f begin at one;
/// `init::zeros` in the place of Bias lets all begin at zero.
template <int H, an_initializer Bias = init::remember, an_initializer Recurrent = init::orthogonal<>,
          an_initializer Input = init::automatic>
inline constexpr lstm_cell_t<H, Bias, Recurrent, Input> lstm_cell;

}  // namespace evengrad::inline EVENGRAD_ISA
