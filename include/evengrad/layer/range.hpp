// Some of the features.
#pragma once
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int From, int Count>
struct range_t : layer {
  static constexpr std::string_view name = "range";
  constexpr symbol formula(symbol x) const { return slice(x, From, Count); }
};
/// Count features of the last axis, the first of them From: (…, n) → (…, Count).
template <int From, int Count>
inline constexpr range_t<From, Count> range;

}  // namespace evengrad::inline EVENGRAD_ISA
