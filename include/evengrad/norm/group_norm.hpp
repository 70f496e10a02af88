// Group normalization (Wu & He 2018): each group of features of an example over all its lines.
#pragma once
#include <evengrad/norm/normalize.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Neighbouring features in so many groups.
template <int Groups>
struct over_groups {
  static constexpr std::string_view name = "group_norm";
  /// (…, features) → (features): the mean of the group that each belongs to.
  static constexpr symbol average(symbol x) {
    graph& g = *x.g;
    const int features = x.features();
    if (Groups < 1 || features % Groups != 0) {
      g.fail(fault::groups_must_divide_the_features, features, Groups);
      return x;
    }
    const shape groups{Groups, features / Groups};
    const symbol ones{&g, g.append({.what = kind::number, .dims = groups, .value = 1})};
    return reshape(mean(reshape(mean_lines(x), groups)) * ones, {features});
  }
};
/// One group is `layer_norm_of_example`, as many groups as features `instance_norm`.
template <int Groups, class How = normalization>
inline constexpr normalize_t<over_groups<Groups>, How> group_norm;

}  // namespace evengrad::inline EVENGRAD_ISA
