// Where `fit` takes its batches from: a data set as it is, or something that prepares the batches of one.
#pragma once
#include <evengrad/data/batches.hpp>

#include <concepts>

namespace evengrad::inline EVENGRAD_ISA {

/// What can stand in the place of the data set: `raw()` is the one that is shuffled and cut into batches, `prepare`
/// makes of a batch what the model is given, in memory of its own, the same for the same seed, and `first()` is one
/// prepared row, from which it is seen that the width is right.
template <class S>
concept a_data_source = requires(S& s, const minibatch& b) {
  { s.raw() } -> std::convertible_to<dataset>;
  { s.prepare(b, seed{0}) } -> std::convertible_to<minibatch>;
  { s.first() } -> std::convertible_to<dataset>;
};

/// A data set whose batches are given as they are.
struct plain_source {
  dataset of;
  const dataset& raw() const { return of; }
  const dataset& first() const { return of; }
  const minibatch& prepare(const minibatch& b, seed) const { return b; }
};

/// What a batch is prepared with: another number for each step.
constexpr seed seed_of_step(seed s, std::uint64_t step) {
  std::uint64_t x = s.value + 0x9E3779B97F4A7C15u * (step + 1);  // splitmix64
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return seed{x ^ x >> 31};
}

}  // namespace evengrad::inline EVENGRAD_ISA
