// The gated recurrent unit (Cho et al. 2014), with the reset gate behind the product.
#pragma once
#include <evengrad/init/automatic.hpp>
#include <evengrad/init/orthogonal.hpp>
#include <evengrad/layer/cell.hpp>
#include <evengrad/op/hyperbolic.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int H, an_initializer Recurrent, an_initializer Input>
struct gru_cell_t : cell {
  static constexpr std::string_view name = "gru";
  static constexpr std::array<int, 1> state{H};
  constexpr symbol project(symbol x) const {
    return matmul(x, x.parameter("w_x", {x.features(), 3 * H}, Input{})) + x.parameter("b", {3 * H}, init::zeros{});
  }
  constexpr symbol formula(symbol x, symbol h) const {
    const symbol a =
        matmul(h, h.parameter("w_h", {H, 3 * H}, Recurrent{})) + h.parameter("b_h", {3 * H}, init::zeros{});
    const symbol reset = sigmoid(slice(x, 0, H) + slice(a, 0, H)), keep = sigmoid(slice(x, H, H) + slice(a, H, H)),
                 candidate = tanh(slice(x, 2 * H, H) + reset * slice(a, 2 * H, H));
    return (1. - keep) * candidate + keep * h;
  }
};
/// H units. With p = x w_x + b and a = h w_h + b_h, each in three parts r, z, n: r = σ(p_r + a_r), z = σ(p_z + a_z),
/// n = tanh(p_n + r a_n), h' = (1 − z) n + z h. The reset gate stands behind the product, as in cuDNN and PyTorch, so
/// that one product of h is enough; Cho et al. have it in front, n = tanh(p_n + (r h) w_n). w_x is F × 3H, w_h H × 3H,
/// b and b_h have 3H elements.
template <int H, an_initializer Recurrent = init::orthogonal<>, an_initializer Input = init::automatic>
inline constexpr gru_cell_t<H, Recurrent, Input> gru_cell;

}  // namespace evengrad::inline EVENGRAD_ISA
