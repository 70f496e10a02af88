// Learned shifts and factors: bias and scale of each feature, shift and gain of all.
#pragma once
#include <evengrad/init/fixed.hpp>
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class Init>
struct bias_t : layer {
  static constexpr std::string_view name = "bias";
  constexpr symbol formula(symbol x) const { return x + x.parameter("b", {x.features()}, Init{}); }
};
/// x + b, one number a feature.
inline constexpr bias_t<init::zeros> bias;
template <class Init>
inline constexpr bias_t<Init> bias_from;

template <class Init>
struct scale_t : layer {
  static constexpr std::string_view name = "scale";
  constexpr symbol formula(symbol x) const { return x * x.parameter("s", {x.features()}, Init{}); }
};
/// x · s, one number a feature.
inline constexpr scale_t<init::ones> scale;
template <class Init>
inline constexpr scale_t<Init> scale_from;

template <class Init>
struct shift_t : layer {
  static constexpr std::string_view name = "shift";
  constexpr symbol formula(symbol x) const { return x + x.parameter("s", {1}, Init{}); }
};
/// x + s with one number for all.
inline constexpr shift_t<init::zeros> shift;
template <class Init>
inline constexpr shift_t<Init> shift_from;

template <class Init>
struct gain_t : layer {
  static constexpr std::string_view name = "gain";
  constexpr symbol formula(symbol x) const { return x * x.parameter("g", {1}, Init{}); }
};
/// x · g with one number for all.
inline constexpr gain_t<init::ones> gain;
template <class Init>
inline constexpr gain_t<Init> gain_from;

}  // namespace evengrad::inline EVENGRAD_ISA
