// Weight normalization (Salimans & Kingma 2016): length and direction of each output's weights are learned apart.
#pragma once
#include <evengrad/init/automatic.hpp>
#include <evengrad/op/root.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// In the place of an initializer: w = g · v / ‖v‖, one length g an output (eq. 2). v has the name of the weight and is
/// drawn by `V`, or is itself what another parametrization makes; the lengths are "g", at first by `G`: as large as
/// the graph asks for. dLoss/dv is
/// orthogonal to v (section 2.1), so ‖v‖ only grows under gradient descent; `init_from_data` chooses g and b by a
/// batch. Where all of v is zero, as if pruned, so is w: 1e-20 is lost in rounding where ‖v‖² is 1e-4 or more.
template <class V = init::he_normal, class G = init::automatic_of<init::ones>>
struct weight_norm {
  static constexpr symbol weight(symbol x, std::string_view name, const shape& dims) {
    const symbol v = x.parameter(name, dims, V{}), g = x.parameter("g", {dims.last()}, G{});
    return v * (g * rsqrt(sum_lines(v * v) + 1e-20));
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
