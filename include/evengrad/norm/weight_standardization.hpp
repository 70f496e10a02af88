// Weight standardization (Qiao et al. 2019): the weights of each output have mean 0 and variance 1.
#pragma once
#include <evengrad/init/scaled.hpp>
#include <evengrad/norm/normalize.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// In the place of an initializer: (w − mean) / √(variance + epsilon) over all inputs of an output (eq. 5 to 7), w
/// drawn by `W`. With k inputs the weights have the length √k, so a normalization of the output belongs behind it.
template <class W = init::he_normal, class How = normalization>
struct weight_standardization {
  static constexpr symbol weight(symbol x, std::string_view name, const shape& dims) {
    const symbol w = x.parameter(name, dims, W{}), d = w - mean_lines(w);
    return d * rsqrt(mean_lines(d * d) + How::epsilon);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
