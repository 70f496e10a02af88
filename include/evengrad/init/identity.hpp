// The identity as a weight matrix: at first a layer hands on what it reads (Le, Jaitly & Hinton 2015).
#pragma once
#include <evengrad/init/orthogonal.hpp>

namespace evengrad::inline EVENGRAD_ISA::init {

/// The gain on the diagonal, zeros elsewhere; of a parameter with a window, (…, inputs, outputs), at its centre
/// (Dirac's kernel). Where there are more outputs than inputs, those behind are zero.
template <a_gain Gain = gain::linear>
struct identity {
  static constexpr evengrad::law law(fans f) {
    const double share = 1. / (f.in > f.out ? f.in : f.out);
    return whole_law(gain_of<Gain> * share, gain_of<Gain> * sqrt(share - share * share));
  }
  static void draw(const generator&, const shape& dims, fans, double* w) {
    const int lines = dims.rank > 1 ? dims[dims.rank - 2] : 1, columns = dims.last();
    for (int i = 0; i < lines && i < columns; ++i) w[centre_of(dims) + i * columns + i] = gain_of<Gain>;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA::init
