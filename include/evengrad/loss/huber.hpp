// Huber's loss (1964): a parabola near zero, straight lines beyond.
#pragma once
#include <evengrad/graph/symbol.hpp>
#include <evengrad/op/power.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int Numerator, int Denominator>
concept the_width_is_positive = Numerator >
0 && Denominator > 0;

template <int Numerator, int Denominator>
struct huber_t {
  static constexpr symbol formula(symbol y, symbol target) {
    constexpr double delta = double(Numerator) / Denominator;
    const symbol size = abs(y - target), inside = min(size, delta);
    return mean(inside * (size - 0.5 * inside));  // ½ d², or δ (d − ½ δ)
  }
};
/// With d = |y − target| and δ = Numerator / Denominator: mean of ½ d² where d < δ, else δ (d − ½ δ). The target has
/// the shape of the output.
template <int Numerator = 1, int Denominator = 1>
requires the_width_is_positive<Numerator, Denominator>
inline constexpr huber_t<Numerator, Denominator> huber;

}  // namespace evengrad::inline EVENGRAD_ISA
