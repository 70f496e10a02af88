// Batch normalization (Ioffe & Szegedy 2015): statistics of the batch to train, their moving averages to infer.
#pragma once
#include <evengrad/norm/normalize.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class How>
struct batch_norm_t : layer {
  static constexpr std::string_view name = "batch_norm";
  constexpr symbol formula(symbol x) const {
    const symbol moving_mean = x.state("moving_mean", {x.features()}, 0),
                 moving_variance = x.state("moving_variance", {x.features()}, 1);
    if (!x.training()) return scaled_and_shifted<How>((x - moving_mean) * rsqrt(moving_variance + How::epsilon));
    constexpr double keep = How::momentum;
    const symbol average = batch_mean(x), d = x - average, variance = batch_mean(d * d);
    assign(moving_mean, keep * moving_mean + (1 - keep) * average);
    assign(moving_variance, keep * moving_variance + (1 - keep) * variance);
    return scaled_and_shifted<How>(d * rsqrt(variance + How::epsilon));
  }
};
/// Over the batch and all axes but the last; the variance is the biased one (1/m), in the moving average too.
inline constexpr batch_norm_t<normalization> batch_norm;
template <class How>
inline constexpr batch_norm_t<How> batch_norm_with;

}  // namespace evengrad::inline EVENGRAD_ISA
