// Cross entropy from logits: −log softmax(y)[target], by the index of the class or by a distribution over the classes.
#pragma once
#include <evengrad/core/log.hpp>
#include <evengrad/graph/symbol.hpp>
#include <evengrad/op/exponential.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A target that is the index of the class, one number a row (a line).
struct by_index {
  static constexpr bool compares_index = true;
  static constexpr shape target(const shape& y) {
    shape s = y;
    s[s.rank - 1] = 1;
    return s;
  }
};

/// The largest logit is taken off first, so nothing overflows.
struct cross_entropy_t : by_index {
  static constexpr symbol formula(symbol y, symbol target) {
    const symbol d = y - detach(largest(y));
    return log(sum(exp(d))) - sum(d * equal(column_index(y), target));
  }
  /// The logit of a class that has this share.
  static constexpr double link(double mean, int) { return log(mean); }
};
inline constexpr cross_entropy_t cross_entropy;

template <int Numerator, int Denominator>
concept the_share_lies_in_0_1 = Numerator >= 0 && Denominator > Numerator;

template <int Numerator, int Denominator>
struct smoothed_cross_entropy_t : by_index {
  static constexpr symbol formula(symbol y, symbol target) {
    constexpr double share = double(Numerator) / Denominator;
    const symbol d = y - detach(largest(y));
    return log(sum(exp(d))) - (1 - share) * sum(d * equal(column_index(y), target)) - share * mean(d);
  }
  static constexpr double link(double mean, int outputs) {
    return log(mean + (1. / outputs - mean) * Numerator / Denominator);
  }
};
/// Label smoothing (Szegedy et al. 2016, section 7): the share Numerator / Denominator of the target is spread over all
/// classes, the rest stays with the class.
template <int Numerator = 1, int Denominator = 10>
requires the_share_lies_in_0_1<Numerator, Denominator>
inline constexpr smoothed_cross_entropy_t<Numerator, Denominator> smoothed_cross_entropy;

/// The target is a number for each class, which sum to 1: soft labels, mixtures, a teacher's answer.
struct soft_cross_entropy_t {
  static constexpr symbol formula(symbol y, symbol target) {
    const symbol d = y - detach(largest(y));
    return sum(target * (log(sum(exp(d))) - d));
  }
  static constexpr double link(double mean, int) { return log(mean); }
};
/// −Σ target · log softmax(y)
inline constexpr soft_cross_entropy_t soft_cross_entropy;

}  // namespace evengrad::inline EVENGRAD_ISA
