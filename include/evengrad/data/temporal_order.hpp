// The temporal order problem (Hochreiter & Schmidhuber 1997, task 6a): two marks far apart among distractors.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/data/dataset.hpp>

#include <string>

namespace evengrad::inline EVENGRAD_ISA {

/// Sequences of one of six symbols a step, as six numbers of which one is 1. Two steps, one between T/10 and 2T/10 and
/// one between 4T/10 and 5T/10, hold X or Y (symbols 4 and 5), all others one of four distractors; the class says in
/// which order they were: XX, XY, YX, YY. So the first must be remembered over some 3T/10 steps, and both until the
/// end (as in Pascanu et al. 2013). Rows of T × 6 features; a pure function of the seed. Fails for T < 10.
inline table temporal_order(int rows, int steps, seed s) {
  if (rows < 1) fail("temporal_order", std::to_string(rows) + " rows", "ask for at least one");
  if (steps < 10) fail("temporal_order", std::to_string(steps) + " steps", "ask for at least 10");
  table t;
  t.width = steps * 6, t.classes = 4;
  t.features.assign(std::size_t(rows) * std::size_t(t.width), 0.f);
  const generator g(s, 0);
  std::uint64_t drawn = 0;
  const auto below = [&](int n) {
    const int k = int(g.uniform<double>(drawn++) * n);
    return k < n ? k : n - 1;
  };
  const auto between = [&](int from, int to) { return from + below(to - from); };
  for (int r = 0; r < rows; ++r) {
    float* const x = t.features.data() + std::size_t(r) * std::size_t(t.width);
    const int first = between(steps / 10, 2 * steps / 10), second = between(4 * steps / 10, 5 * steps / 10),
              of_first = below(2), of_second = below(2);
    for (int k = 0; k < steps; ++k) {
      const int distractor = below(4);
      x[6 * k + (k == first ? 4 + of_first : k == second ? 4 + of_second : distractor)] = 1;
    }
    t.targets.push_back(float(2 * of_first + of_second));
  }
  return t;
}

}  // namespace evengrad::inline EVENGRAD_ISA
