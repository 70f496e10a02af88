// Sparse weights (Martens 2010, section 5): each output reads few inputs, so that its sum does not grow with the layer.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/core/sqrt.hpp>
#include <evengrad/graph/law.hpp>

namespace evengrad::inline EVENGRAD_ISA::init {

/// Each output has weights to `Count` inputs (15 in the paper), drawn without repetition, and zero to the others. The
/// weights are normal around 0; their standard deviation is Numerator / Denominator.
template <int Count = 15, int Numerator = 1, int Denominator = 1>
requires(Count > 0) struct sparse {
  static constexpr evengrad::law law(fans f) {
    const double share = f.in < Count ? 1. : double(Count) / f.in;
    return whole_law(0, double(Numerator) / Denominator * sqrt(share));
  }
  static void draw(const generator& g, const shape& dims, fans, double* w) {
    constexpr std::uint64_t apart = 1ull << 60;  // from the numbers that the choice of inputs reads
    const int lines = dims.lines(), columns = dims.last(), count = lines < Count ? lines : Count;
    for (int j = 0; j < columns; ++j)
      for (int i = 0; i < count; ++i) {  // Floyd's sample: the last that may be chosen stands in for a repetition
        const int last = lines - count + i, at = j * count + i;
        const int any = int(g.below(std::uint32_t(at), std::uint32_t(last + 1)));
        double& chosen = w[(w[any * columns + j] == 0 ? any : last) * columns + j];
        chosen = double(Numerator) / Denominator * double(g.normal(apart + std::uint64_t(at)));
      }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA::init
