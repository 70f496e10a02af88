// Random numbers as pure functions of (seed, stream, index): Philox4x32-10, the same bits on every machine.
#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <evengrad/core/normal_quantile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What makes a run repeatable: `seed{42}`, from any integer.
struct seed {
  std::uint64_t value;
  template <std::integral I>
  constexpr explicit seed(I n) : value(static_cast<std::uint64_t>(n)) {}
  friend constexpr bool operator==(seed, seed) = default;
};

/// Four random words of a key and a counter: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2,
/// 3", SC11, section 3.3).
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 2> key, std::array<std::uint32_t, 4> counter) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53u} * counter[0], b = std::uint64_t{0xCD9E8D57u} * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9u;
    key[1] += 0xBB67AE85u;
  }
  return counter;
}

/// The same with a seed as the key and the counter as two halves.
constexpr std::array<std::uint32_t, 4> philox(seed s, std::uint64_t low, std::uint64_t high) {
  const auto word = [](std::uint64_t x, int shift) { return static_cast<std::uint32_t>(x >> shift); };
  return philox(std::array{word(s.value, 0), word(s.value, 32)},
                std::array{word(low, 0), word(low, 32), word(high, 0), word(high, 32)});
}

/// A word as a float in [0, 1): its upper 24 bits, all of which a float holds.
constexpr float unit_float(std::uint32_t word) { return static_cast<float>(word >> 8) * 0x1p-24f; }

/// Numbers by index: any element at any time, in any order, on any thread. Streams below 2^62 are the caller's.
struct generator {
  seed key;
  std::uint64_t stream;

  constexpr generator(seed s, std::uint64_t which = 0) : key(s), stream(which) {}

  /// The i-th word of 32 random bits.
  constexpr std::uint32_t word(std::uint64_t i) const { return philox(key, i / 4, stream)[i % 4]; }

  /// The i-th number, uniform in [0, 1), with 24 random bits in a float and 53 in a double.
  template <std::floating_point T = float>
  constexpr T uniform(std::uint64_t i) const {
    if constexpr (sizeof(T) == 4) {
      return unit_float(word(i));
    } else {
      const auto four = philox(key, i / 2, stream);
      const std::uint64_t two = std::uint64_t{four[i % 2 * 2]} << 32 | four[i % 2 * 2 + 1];
      return static_cast<T>(two >> 11) * T(0x1p-53);
    }
  }

  /// The i-th number of the standard normal distribution, at most 6.4 from zero.
  constexpr float normal(std::uint64_t i) const { return normal_quantile(word(i)); }

  /// The i-th number of the standard normal distribution cut at ±2.
  constexpr float truncated_normal(std::uint64_t i) const {
    constexpr std::uint64_t cut = 97'711'073;  // 2^32 Φ(−2), rounded up
    return normal_quantile(static_cast<std::uint32_t>(cut + ((word(i) * ((1ull << 32) - 2 * cut)) >> 32)));
  }

  /// The i-th integer of 0 … n-1, each exactly as likely; n is at least 1 (Lemire, "Fast random integer generation in
  /// an interval", 2019: multiply, and reject the few products that would tilt it).
  constexpr std::uint32_t below(std::uint32_t i, std::uint32_t n) const {
    for (std::uint64_t attempt = 0;; ++attempt) {
      for (const std::uint32_t word : philox(key, attempt << 32 | i, stream)) {
        const std::uint64_t product = std::uint64_t{word} * n;
        if (static_cast<std::uint32_t>(product) >= n || static_cast<std::uint32_t>(product) >= -n % n)
          return static_cast<std::uint32_t>(product >> 32);
      }
    }
  }
};

/// Four uniform floats for the elements 4 block … 4 block + 3 of one layer at one step: a dropout mask needs no memory,
/// backward draws it again. The layer is below 2^31.
constexpr std::array<float, 4> uniform_block(seed s, std::uint32_t step, std::uint32_t layer, std::uint64_t block) {
  const auto word = philox(s, block, (std::uint64_t{0x80000000u | layer} << 32) | step);
  return {unit_float(word[0]), unit_float(word[1]), unit_float(word[2]), unit_float(word[3])};
}

/// One element of `uniform_block`.
constexpr float uniform_at(seed s, std::uint32_t step, std::uint32_t layer, std::uint64_t element) {
  return uniform_block(s, step, layer, element / 4)[element % 4];
}

}  // namespace evengrad::inline EVENGRAD_ISA
