// The rectifier whose slope below zero is learned (He et al. 2015, "Delving deep into rectifiers").
#pragma once
#include <evengrad/init/fixed.hpp>
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/leaky_relu.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct prelu_t : layer {
  static constexpr std::string_view name = "prelu";
  constexpr symbol formula(symbol x) const {
    return map(info<leaky_relu_op>, x, x.parameter("slope", {x.features()}, init::constant<1, 4>{}));
  }
};
/// x where x > 0, else slope · x, one slope a feature, ¼ at first.
inline constexpr prelu_t prelu;

}  // namespace evengrad::inline EVENGRAD_ISA
