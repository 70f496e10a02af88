// The same numbers in other extents: views, which cost nothing.
#pragma once
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int... Extent>
struct reshape_t : layer {
  constexpr symbol build(symbol x) const { return reshape(x, shape{Extent...}); }
};
/// To the given extents, which have as many elements in all.
template <int... Extent>
inline constexpr reshape_t<Extent...> reshape_to;

struct flatten_t : layer {
  constexpr symbol build(symbol x) const { return reshape(x, shape{x.dims().size()}); }
};
/// All axes as one.
inline constexpr flatten_t flatten;

}  // namespace evengrad::inline EVENGRAD_ISA
