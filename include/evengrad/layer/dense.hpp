// A fully connected layer: y = x w + b over the last axis.
#pragma once
#include <evengrad/init/automatic.hpp>
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int Out, class W, class B>
struct dense_t : layer {
  static constexpr std::string_view name = "dense";
  constexpr symbol formula(symbol x) const {
    if (Out < 1) {
      x.g->fail(fault::extent_must_be_positive, 1, Out);
      return x;
    }
    auto w = x.parameter("w", {x.features(), Out}, W{});
    if constexpr (std::is_void_v<B>) return matmul(x, w);
    else return matmul(x, w) + x.parameter("b", {Out}, B{});
  }
};
/// (…, k) → (…, Out): w is k × Out, b has Out elements; `void` in the place of B leaves the bias out. W can be a
/// parametrization too, such as `weight_norm<>`.
template <int Out, class W = init::automatic, an_initializer_or_none B = init::zeros>
requires(an_initializer<W> || makes_a_weight<W>()) inline constexpr dense_t<Out, W, B> dense;

}  // namespace evengrad::inline EVENGRAD_ISA
