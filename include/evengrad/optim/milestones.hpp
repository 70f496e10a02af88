// A schedule with steps at marked places.
#pragma once
#include <evengrad/optim/schedule.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Multiplied by `factor` after each of these steps: `milestones{{30'000, 60'000}, 0.1}`.
template <int N>
struct milestones {
  std::int64_t after[N];
  double factor = 0.1;
  double operator()(std::int64_t step) const {
    int passed = 0;
    for (const std::int64_t a : after) passed += step > a;
    return std::pow(factor, passed);
  }
  void check() const {
    for (int i = 0; i < N; ++i) {
      check_steps("milestones.after", after[i]);
      if (i > 0 && after[i] <= after[i - 1])
        refuse_parameter("milestones.after", double(after[i]), "give steps that rise");
    }
    check_positive("milestones.factor", factor);
  }
};
template <class Int, int N>
milestones(const Int (&)[N], double) -> milestones<N>;
template <class Int, int N>
milestones(const Int (&)[N]) -> milestones<N>;

}  // namespace evengrad::inline EVENGRAD_ISA
