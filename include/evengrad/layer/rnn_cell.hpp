// The plain recurrent cell (Elman 1990): h' = f(x w_x + b + h w_h).
#pragma once
#include <evengrad/init/automatic.hpp>
#include <evengrad/init/orthogonal.hpp>
#include <evengrad/layer/cell.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int H, class F, an_initializer Recurrent, an_initializer Input>
struct rnn_cell_t : cell {
  static constexpr std::string_view name = "rnn";
  static constexpr std::array<int, 1> state{H};
  constexpr symbol project(symbol x) const {
    return matmul(x, x.parameter("w_x", {x.features(), H}, Input{})) + x.parameter("b", {H}, init::zeros{});
  }
  constexpr symbol formula(symbol x, symbol h) const {
    return F{}(x + matmul(h, h.parameter("w_h", {H, H}, Recurrent{})));
  }
};
/// H units with an activation; w_x is F × H, w_h H × H, b has H elements.
template <int H, auto Activation = tanh, an_initializer Recurrent = init::orthogonal<>,
          an_initializer Input = init::automatic>
inline constexpr rnn_cell_t<H, std::remove_cvref_t<decltype(Activation)>, Recurrent, Input> rnn_cell;

}  // namespace evengrad::inline EVENGRAD_ISA
