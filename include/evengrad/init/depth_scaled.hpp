// Initializers that become smaller with the number of residual branches, so that their sum does not grow with depth.
#pragma once
#include <evengrad/core/exp.hpp>
#include <evengrad/core/log.hpp>
#include <evengrad/graph/law.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// base^exponent for a positive base.
constexpr double power_of_depth(double base, double exponent) { return exp(exponent * log(base)); }

namespace init {

/// What `Init` draws, times Branches^(−Numerator / Denominator). With −½ the variances of so many branches add up to
/// that of one (Radford et al. 2019, section 2.3: the last layer of each branch).
template <an_initializer Init, int Branches, int Numerator = 1, int Denominator = 2>
requires(Branches > 0 && Denominator > 0) struct depth_scaled {
  static constexpr double factor = power_of_depth(Branches, -double(Numerator) / Denominator);
  static constexpr evengrad::law law(fans f) {
    const evengrad::law l = Init::law(f);
    return {l.kind, l.mean * factor, l.deviation * factor};
  }
  static void draw(const generator& g, const shape& dims, fans f, double* w) requires draws_whole<Init> {
    Init::draw(g, dims, f, w);
    for (int i = 0; i < dims.size(); ++i) w[i] *= factor;
  }
};

}  // namespace init

}  // namespace evengrad::inline EVENGRAD_ISA
