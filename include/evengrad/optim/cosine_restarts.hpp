// Stochastic gradient descent with warm restarts (Loshchilov & Hutter 2017, equation 5).
#pragma once
#include <evengrad/optim/schedule.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A cosine of `steps` steps from 1 to `to`, again and again, each `longer` times as long as the one before, and
/// beginning at `lower` times the height of it.
struct cosine_restarts {
  std::int64_t steps = 1;
  double longer = 1, to = 0, lower = 1;
  double operator()(std::int64_t step) const {
    double t = double(step - 1), length = double(steps), top = 1;
    if (longer == 1) {
      const double cycles = std::floor(t / length);
      t -= cycles * length, top = std::pow(lower, cycles);
    } else
      for (; t >= length; t -= length, length = std::floor(length * longer + 0.5)) top = top * lower;
    return to + (top - to) * 0.5 * (1 + std::cos(3.14159265358979323846 * t / length));
  }
  void check() const {
    check_steps("cosine_restarts.steps", steps), check_share("cosine_restarts.to", to);
    if (!(longer >= 1 && longer - longer == 0))
      refuse_parameter("cosine_restarts.longer", longer, "give a finite number, 1 or more");
    if (!(lower > 0 && lower <= 1))
      refuse_parameter("cosine_restarts.lower", lower, "give a number above 0, at most 1");
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
