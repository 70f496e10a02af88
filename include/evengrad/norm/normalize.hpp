// Normalizations as one formula each; what is averaged over is a policy, and so are epsilon and what is learned.
#pragma once
#include <evengrad/init/fixed.hpp>
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/root.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a normalization takes besides its axes. Derive from it and say what differs: `struct slow : eg::normalization {
/// static constexpr double momentum = 0.99; };`, then `eg::batch_norm_with<slow>`. `void` in the place of gamma or beta
/// leaves it out.
struct normalization {
  static constexpr double epsilon = 1e-5;
  /// The share of a running average that a step keeps.
  static constexpr double momentum = 0.9;
  /// Whether the moving variance of batch norm is that of the population, m/(m − 1) times the batch's, as in PyTorch.
  static constexpr bool unbiased = false;
  using gamma = init::ones;
  using beta = init::zeros;
};

/// x · gamma + beta, both learned, one a feature.
template <class How>
constexpr symbol scaled_and_shifted(symbol x) {
  if constexpr (!std::is_void_v<typename How::gamma>)
    x = x * x.parameter("gamma", {x.features()}, typename How::gamma{});
  if constexpr (!std::is_void_v<typename How::beta>) x = x + x.parameter("beta", {x.features()}, typename How::beta{});
  return x;
}

/// The features of one example (of one line of it): Ba, Kiros & Hinton 2016.
struct over_features {
  static constexpr std::string_view name = "layer_norm";
  static constexpr symbol average(symbol x) { return mean(x); }
};
/// All axes of an example: Ba, Kiros & Hinton for images.
struct over_example {
  static constexpr std::string_view name = "layer_norm";
  static constexpr symbol average(symbol x) { return mean(mean_lines(x)); }
};
/// Each feature of one example over its lines: Ulyanov, Vedaldi & Lempitsky 2016.
struct over_instance {
  static constexpr std::string_view name = "instance_norm";
  static constexpr symbol average(symbol x) { return mean_lines(x); }
};
template <class Over, class How = normalization>
struct normalize_t : layer {
  static constexpr std::string_view name = Over::name;
  constexpr symbol formula(symbol x) const {
    const symbol d = x - Over::average(x);
    return scaled_and_shifted<How>(d * rsqrt(Over::average(d * d) + How::epsilon));
  }
};
/// (x − average) / √(average of (x − average)² + epsilon) · gamma + beta; `Over` says what is averaged over.
template <class Over, class How = normalization>
inline constexpr normalize_t<Over, How> normalize;
/// The same over the last axis.
inline constexpr normalize_t<over_features, normalization> layer_norm;
template <class How>
inline constexpr normalize_t<over_features, How> layer_norm_with;
/// The same over all axes of an example; gamma and beta are one a feature.
inline constexpr normalize_t<over_example, normalization> layer_norm_of_example;
/// The same over all axes but the last, so that an example's lines lose their mean and their contrast; one line becomes
/// beta.
inline constexpr normalize_t<over_instance, normalization> instance_norm;
template <class How>
inline constexpr normalize_t<over_instance, How> instance_norm_with;

template <class How>
struct rms_norm_t : layer {
  static constexpr std::string_view name = "rms_norm";
  struct without_shift : How {
    using beta = void;
  };
  constexpr symbol formula(symbol x) const {
    return scaled_and_shifted<without_shift>(x * rsqrt(mean(x * x) + How::epsilon));
  }
};
/// x / √(mean(x²) + epsilon) · gamma over the last axis (Zhang & Sennrich 2019).
inline constexpr rms_norm_t<normalization> rms_norm;
template <class How>
inline constexpr rms_norm_t<How> rms_norm_with;

}  // namespace evengrad::inline EVENGRAD_ISA
