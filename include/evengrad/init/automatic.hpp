// The default: weights as large as the network around them asks for.
#pragma once
#include <evengrad/init/scaled.hpp>

namespace evengrad::inline EVENGRAD_ISA::init {

/// What `Init` draws, scaled by what the graph says while compiling (see `search_scales`): variance gain² / fan_in with
/// gain² = 1 / √(E[x²] / E[z²] · E[(dx/dz)²]) for a weight that reads x, where z is the value that x is a function of.
/// That is the mean of what keeps values and what keeps gradients: 2 behind relu (He et al. 2015, eq. 10 and 14), 1
/// behind a normalization or the input, near 1 behind a deep stack of tanh, and less behind dropout (Hendrycks & Gimpel
/// 2016). The last product of each of L residual branches that add up is smaller by 1/√L (Radford et al. 2019).
/// `explain` says what was chosen, and why.
template <an_initializer Init>
struct automatic_of : Init {
  static constexpr bool follows_graph = true;
};
struct automatic : automatic_of<lecun_normal> {};

}  // namespace evengrad::inline EVENGRAD_ISA::init
