// Where a network begins: the shape of one example.
#pragma once
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int... Extent>
struct input_t : layer {
  static constexpr bool begins = true;
  constexpr symbol build(symbol x) const {
    if (x.id >= 0) x.g->fail(fault::input_must_come_first, x.dims().size(), shape{Extent...}.size());
    for (int e : {Extent...})
      if (e < 1) {
        x.g->fail(fault::extent_must_be_positive, 1, e);
        return x;
      }
    return {x.g, x.g->input(shape{Extent...}, 0)};
  }
};
/// One example of the batch, e.g. `input<784>` or `input<28, 28>`; the number of rows is known at run time only.
template <int... Extent>
requires(sizeof...(Extent) > 0) inline constexpr input_t<Extent...> input;

}  // namespace evengrad::inline EVENGRAD_ISA
