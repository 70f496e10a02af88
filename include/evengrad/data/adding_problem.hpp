// The adding problem (Hochreiter & Schmidhuber 1997, experiment 4): the sum of two marked numbers of a sequence.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/data/dataset.hpp>

#include <string>

namespace evengrad::inline EVENGRAD_ISA {

/// A step is a number from [0, 1) and a mark, 1 at one step of each half of the sequence and else 0; the target is the
/// sum of the two marked numbers (as in Le, Jaitly & Hinton 2015). Always to say 1 has a mean squared error of 1/6.
/// Rows of T × 2 features; a pure function of the seed. Fails for T < 2.
inline table adding_problem(int rows, int steps, seed s) {
  if (rows < 1) fail("adding_problem", std::to_string(rows) + " rows", "ask for at least one");
  if (steps < 2) fail("adding_problem", std::to_string(steps) + " steps", "ask for at least 2");
  table t;
  t.width = steps * 2;
  t.features.assign(std::size_t(rows) * std::size_t(t.width), 0.f);
  const generator number(s, 0), place(s, 1);
  const auto below = [&](int which, int n) { return int(place.below(std::uint32_t(which), std::uint32_t(n))); };
  for (int r = 0; r < rows; ++r) {
    float* const x = t.features.data() + std::size_t(r) * std::size_t(t.width);
    const int first = below(2 * r, steps / 2), second = steps / 2 + below(2 * r + 1, steps - steps / 2);
    for (int k = 0; k < steps; ++k)
      x[2 * k] = number.uniform<float>(std::uint64_t(r) * std::uint64_t(steps) + std::uint64_t(k));
    x[2 * first + 1] = x[2 * second + 1] = 1;
    t.targets.push_back(x[2 * first] + x[2 * second]);
  }
  return t;
}

}  // namespace evengrad::inline EVENGRAD_ISA
