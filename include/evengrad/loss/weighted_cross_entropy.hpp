// Cross entropy in which classes count differently, for data that has more of some than of others.
#pragma once
#include <evengrad/loss/cross_entropy.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int... Weights>
concept class_weights = sizeof...(Weights) > 1 && ((Weights >= 0) && ...) && (Weights + ...) > 0;

template <int... Weights>
struct weighted_cross_entropy_t : by_index {
  static constexpr symbol formula(symbol y, symbol target) {
    constexpr int classes = sizeof...(Weights);
    if (y.features() != classes) {
      y.g->fail(fault::target_shape_does_not_fit_the_loss, classes, y.features());
      return y;
    }
    const symbol d = y - detach(largest(y));
    symbol weight = 0.;
    double number = 0;
    constexpr int total = (Weights + ...);
    ((weight = weight + Weights * double(classes) / total * equal(target, number), number += 1), ...);
    return weight * (log(sum(exp(d))) - sum(d * equal(column_index(y), target)));
  }
  static constexpr double link(double mean, int) { return log(mean); }
};
/// w_t · −log softmax(y)[t], where t is the index of the class, and w_t is the weight of class t over the mean of all
/// weights: `weighted_cross_entropy<1, 1, 5>`.
template <int... Weights>
requires class_weights<Weights...>
inline constexpr weighted_cross_entropy_t<Weights...> weighted_cross_entropy;

}  // namespace evengrad::inline EVENGRAD_ISA
