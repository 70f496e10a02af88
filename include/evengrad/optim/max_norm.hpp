// Max-norm (Srebro & Shraibman 2005; Srivastava et al. 2014, section 5.1): no unit's weights grow beyond a length.
#pragma once
#include <evengrad/optim/chain.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Last in a chain: where the weights that lead into a unit, a column, would be longer than `largest` after the step,
/// they are made as long as that.
struct max_norm {
  static constexpr int slots = 0;
  static constexpr bool sees_whole = true;
  double largest = 3;
  parameter_kinds kinds = parameter_kinds::weights;
  bool selects(const parameter_place& p) const { return has_kind(kinds, p.kind); }
  auto at(step_facts) const {
    return [most = largest]<class T>(const parameter_step<T>& s) {
      s.each_panel([&](std::int64_t first, std::int64_t end) {
        const auto squares = sums_by_column(first, end, [&](std::int64_t i) {
          const double next = double(s.weights[i]) - double(s.direction[i]);
          return next * next;
        });
        for (std::int64_t i = first; i < end; ++i)
          if (const double square = squares[std::size_t(i % panel_width)]; square > most * most)
            s.direction[i] =
                T(double(s.weights[i]) - (double(s.weights[i]) - double(s.direction[i])) * (most / std::sqrt(square)));
      });
    };
  }
  void check() const { check_positive("max_norm.largest", largest); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
