// A table of vectors: the row of the table that an index names.
#pragma once
#include <evengrad/init/fixed.hpp>
#include <evengrad/layer/layer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int Vocabulary, int Width, class W>
struct embedding_t : layer {
  static constexpr std::string_view name = "embedding";
  constexpr symbol formula(symbol x) const {
    if (x.dims().size() != 1) {
      x.g->fail(fault::embedding_needs_one_index_a_row, 1, x.dims().size());
      return x;
    }
    return gather(x.parameter("w", {Vocabulary, Width}, W{}), x);
  }
};
/// One index a row, 0 … Vocabulary − 1 (as a number) → Width features.
template <int Vocabulary, int Width, an_initializer W = init::normal<1>>
inline constexpr embedding_t<Vocabulary, Width, W> embedding;

}  // namespace evengrad::inline EVENGRAD_ISA
