// The uniform numbers of one register of a dropout mask: the same bits as one by one.
#pragma once
#include <evengrad/core/pack.hpp>
#include <evengrad/core/philox.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// `uniform_at` of the elements element … element + L - 1, with one call of Philox for four of them.
template <int L>
inline pack<float, L> uniform_pack(seed s, std::uint32_t step, std::uint32_t layer, std::uint64_t element) {
  float values[L + 7];
  const int skip = static_cast<int>(element % 4);
  for (int i = 0; i < L + skip; i += 4) {
    const auto four = uniform_block(s, step, layer, element / 4 + static_cast<std::uint64_t>(i / 4));
    for (int j = 0; j < 4; ++j) values[i + j] = four[static_cast<std::size_t>(j)];
  }
  return pack<float, L>::load(values + skip);
}

}  // namespace evengrad::inline EVENGRAD_ISA
