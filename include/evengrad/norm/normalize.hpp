// Normalizations as one formula each; what is averaged over is a policy.
#pragma once
#include <evengrad/init/fixed.hpp>
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/root.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The features of one example (of one line of it): Ba, Kiros & Hinton 2016.
struct over_features {
  static constexpr std::string_view name = "layer_norm";
  static constexpr symbol average(symbol x) { return mean(x); }
};
template <class Over>
struct normalize_t : layer {
  static constexpr std::string_view name = Over::name;
  constexpr symbol formula(symbol x) const {
    const symbol gamma = x.parameter("gamma", {x.features()}, init::ones{}),
                 beta = x.parameter("beta", {x.features()}, init::zeros{});
    const symbol d = x - Over::average(x);
    return d * rsqrt(Over::average(d * d) + 1e-5) * gamma + beta;
  }
};
/// (x − mean) / sqrt(variance + 1e-5) · gamma + beta over the last axis.
inline constexpr normalize_t<over_features> layer_norm;

struct rms_norm_t : layer {
  static constexpr std::string_view name = "rms_norm";
  constexpr symbol formula(symbol x) const {
    return x * rsqrt(mean(x * x) + 1e-5) * x.parameter("gamma", {x.features()}, init::ones{});
  }
};
/// x / sqrt(mean(x²) + 1e-5) · gamma over the last axis (Zhang & Sennrich 2019).
inline constexpr rms_norm_t rms_norm;

}  // namespace evengrad::inline EVENGRAD_ISA
