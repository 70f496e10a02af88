// Batch normalization (Ioffe & Szegedy 2015): statistics of the batch to train, their moving averages to infer.
#pragma once
#include <evengrad/norm/normalize.hpp>
#include <evengrad/op/activation.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// m / (m − 1) of the m numbers that are averaged, 1 where there is one.
constexpr symbol bessel(symbol x) {
  const symbol m = row_count(x) * double(x.dims().lines());
  return m / (m - step(m - 1.));
}
/// A moving average takes its share of what this step has seen.
template <class How>
constexpr void follow(symbol moving, symbol seen) {
  constexpr double keep = How::momentum;
  assign(moving, keep * moving + (1 - keep) * seen);
}

template <class How>
struct batch_norm_t : layer {
  static constexpr std::string_view name = "batch_norm";
  constexpr symbol formula(symbol x) const {
    const symbol moving_mean = x.state("moving_mean", {x.features()}, 0),
                 moving_variance = x.state("moving_variance", {x.features()}, 1);
    if (!x.training()) return scaled_and_shifted<How>((x - moving_mean) * rsqrt(moving_variance + How::epsilon));
    const symbol average = batch_mean(x), d = x - average, variance = batch_mean(d * d);
    follow<How>(moving_mean, average);
    follow<How>(moving_variance, How::unbiased ? variance * bessel(x) : variance);
    return scaled_and_shifted<How>(d * rsqrt(variance + How::epsilon));
  }
};
/// Over the batch and all axes but the last, m numbers a feature. The variance is the biased one (1/m), as in the
/// paper's algorithm 1; in the moving average too, unless the policy has `unbiased`. It stands where it is written: in
/// front of the activation as in the paper, or behind it. Inference takes any batch, of one row too; inside of `frozen`
/// training does so.
inline constexpr batch_norm_t<normalization> batch_norm;
template <class How>
inline constexpr batch_norm_t<How> batch_norm_with;

}  // namespace evengrad::inline EVENGRAD_ISA
