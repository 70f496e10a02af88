// Cross entropy from logits: −log softmax(y)[target].
#pragma once
#include <evengrad/graph/symbol.hpp>
#include <evengrad/op/exponential.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The target is the index of the class, one number a row. The largest logit is taken off first, so nothing overflows.
struct cross_entropy_t {
  static constexpr bool compares_index = true;
  static constexpr shape target(const shape& y) {
    shape s = y;
    s[s.rank - 1] = 1;
    return s;
  }
  static constexpr symbol formula(symbol y, symbol target) {
    const symbol d = y - detach(largest(y));
    return log(sum(exp(d))) - sum(d * equal(column_index(y), target));
  }
};
inline constexpr cross_entropy_t cross_entropy;

}  // namespace evengrad::inline EVENGRAD_ISA
