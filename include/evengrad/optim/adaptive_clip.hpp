// Adaptive gradient clipping (Brock et al. 2021, equation 3): gradients that are too large for their weights.
#pragma once
#include <evengrad/optim/norm.hpp>
#include <evengrad/optim/parameter_place.hpp>
#include <evengrad/optim/transform.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The gradient of a unit, a column of a matrix or the whole of a vector, times
/// share · max(|w|, least) / |g| where |g| is above share · max(|w|, least); w are the unit's weights.
struct adaptive_clip {
  static constexpr int slots = 0;
  static constexpr bool sees_whole = true;
  double share = 0.01, least = 1e-3;
  double factor(double gradient, double weight) const {
    const double most = share * (weight > least ? weight : least);
    return gradient > most ? most / gradient : 1;
  }
  auto at(step_facts) const {
    return [own = *this]<class T>(const parameter_step<T>& s) {
      if (s.place.lines == 1) return s.scale(own.factor(norm_of(s.direction, s.size()), norm_of(s.weights, s.size())));
      s.each_panel([&](std::int64_t first, std::int64_t end) {
        const auto square_of = [&](const T* p) {
          return sums_by_column(first, end, [p](std::int64_t i) { return double(p[i]) * double(p[i]); });
        };
        const auto g = square_of(s.direction), w = square_of(s.weights);
        column_numbers by;
        for (std::size_t c = 0; c < by.size(); ++c) by[c] = own.factor(std::sqrt(g[c]), std::sqrt(w[c]));
        for (std::int64_t i = first; i < end; ++i)
          s.direction[i] = T(double(s.direction[i]) * by[std::size_t(i % panel_width)]);
      });
    };
  }
  void check() const { check_positive("adaptive_clip.share", share), check_positive("adaptive_clip.least", least); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
