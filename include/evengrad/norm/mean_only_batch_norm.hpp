// Batch normalization of the mean alone (Salimans & Kingma 2016, section 4): what weight normalization leaves to do.
#pragma once
#include <evengrad/norm/batch_norm.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class How>
struct mean_only_batch_norm_t : layer {
  static constexpr std::string_view name = "mean_only_batch_norm";
  struct without_scale : How {
    using gamma = void;
  };
  constexpr symbol formula(symbol x) const {
    const symbol moving_mean = x.state("moving_mean", {x.features()}, 0);
    if (!x.training()) return scaled_and_shifted<without_scale>(x - moving_mean);
    const symbol average = batch_mean(x);
    follow<How>(moving_mean, average);
    return scaled_and_shifted<without_scale>(x - average);
  }
};
/// x − mean of the batch + beta; its moving average at inference. Behind `dense<n, weight_norm<>, void>`.
inline constexpr mean_only_batch_norm_t<normalization> mean_only_batch_norm;
template <class How>
inline constexpr mean_only_batch_norm_t<How> mean_only_batch_norm_with;

}  // namespace evengrad::inline EVENGRAD_ISA
