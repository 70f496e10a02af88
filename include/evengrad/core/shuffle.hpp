// A random order: every one equally likely, the same for the same seed and epoch.
#pragma once
#include <evengrad/core/philox.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A random order of the n items at p, every one equally likely (Fisher and Yates), of a seed and an epoch.
template <class T>
constexpr void shuffle(T* p, std::uint32_t n, seed s, std::uint64_t epoch = 0) {
  const generator draw(s, (std::uint64_t{1} << 62) | epoch);
  for (std::uint32_t i = n; i > 1; --i) {
    const std::uint32_t j = draw.below(i, i);
    const T kept = p[j];
    p[j] = p[i - 1];
    p[i - 1] = kept;
  }
}

/// Writes a random order of 0 … n-1 to p.
template <std::integral T>
constexpr void permutation(T* p, std::uint32_t n, seed s, std::uint64_t epoch = 0) {
  for (std::uint32_t i = 0; i < n; ++i) p[i] = static_cast<T>(i);
  shuffle(p, n, s, epoch);
}

}  // namespace evengrad::inline EVENGRAD_ISA
