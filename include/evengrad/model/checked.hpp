// The public door: a network that does not fit together gives one message, and a network that does takes its place from
// there on.
#pragma once
#include <evengrad/combinator/chain.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/pass/compile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

inline constexpr auto stand_in = input<1> | dense<1>;

// Enumerators and small structs of numbers print well in the messages of every compiler; texts do not.
struct layer_number {
  int i;
};
struct expected {
  int i;
};
struct got {
  int i;
};
template <fault What, layer_number Layer, expected Expected, got Got>
inline constexpr bool fits_together = What == fault::none;

template <fault What, layer_number Layer, expected Expected, got Got>
consteval bool check() {
  static_assert(fits_together<What, Layer, Expected, Got>,
                "this network does not fit together; see docs/problems.md for the fault named here");
  return What == fault::none;
}
template <const auto& Net>
constexpr symbol build_whole(graph&, symbol x) {
  return apply(Net, x);
}
template <const auto& Net>
inline constexpr problem diagnosis = list_sources<1>(&build_whole<Net>, true).wrong;

/// The compilation of a network, or, after the one message, of a small one that stands in.
template <const auto& Net, class Loss>
using checked = std::conditional_t<check<diagnosis<Net>.what, layer_number{diagnosis<Net>.layer},
                                         expected{diagnosis<Net>.expected}, got{diagnosis<Net>.got}>(),
                                   compilation<Net, Loss>, compilation<stand_in, Loss>>;

}  // namespace evengrad::inline EVENGRAD_ISA
