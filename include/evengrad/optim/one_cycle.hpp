// The one-cycle schedule (Smith & Topin 2018): up to a large rate, then down to a tiny one.
#pragma once
#include <evengrad/optim/schedule.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// From `from` to 1 at the end of the share `rise` of the steps, then to `to` with the last step; both ways by half a
/// cosine. The rule's learning rate is the largest one.
struct one_cycle {
  std::int64_t steps = 2;
  double rise = 0.3, from = 0.04, to = 4e-6;
  double operator()(std::int64_t step) const {
    const double t = double(step - 1), top = rise * double(steps) - 1, end = double(steps - 1);
    const auto half = [](double a, double b, double share) {
      return b + (a - b) * 0.5 * (1 + std::cos(3.14159265358979323846 * share));
    };
    if (t <= top) return top > 0 ? half(from, 1, t / top) : 1;
    return t >= end ? to : half(1, to, (t - (top > 0 ? top : 0)) / (end - (top > 0 ? top : 0)));
  }
  std::int64_t length() const { return steps; }
  void check() const {
    if (steps < 2) refuse_parameter("one_cycle.steps", double(steps), "give at least two steps");
    check_share("one_cycle.rise", rise), check_share("one_cycle.from", from), check_share("one_cycle.to", to);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
