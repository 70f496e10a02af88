// Batch normalization (Ioffe & Szegedy 2015): statistics of the batch to train, their moving averages to infer.
#pragma once
#include <evengrad/norm/normalize.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Momentum in percent: how much of the moving average a step keeps.
template <int Momentum>
struct batch_norm_t : layer {
  static constexpr std::string_view name = "batch_norm";
  constexpr symbol formula(symbol x) const {
    const symbol gamma = x.parameter("gamma", {x.features()}, init::ones{}),
                 beta = x.parameter("beta", {x.features()}, init::zeros{});
    const symbol moving_mean = x.state("moving_mean", {x.features()}, 0),
                 moving_variance = x.state("moving_variance", {x.features()}, 1);
    constexpr double keep = Momentum / 100.;
    if (!x.training()) return (x - moving_mean) * rsqrt(moving_variance + 1e-5) * gamma + beta;
    const symbol average = batch_mean(x), d = x - average, variance = batch_mean(d * d);
    assign(moving_mean, keep * moving_mean + (1 - keep) * average);
    assign(moving_variance, keep * moving_variance + (1 - keep) * variance);
    return d * rsqrt(variance + 1e-5) * gamma + beta;
  }
};
/// Over the batch and all axes but the last; the variance is the biased one (1/m), in the moving average too.
inline constexpr batch_norm_t<90> batch_norm;

}  // namespace evengrad::inline EVENGRAD_ISA
