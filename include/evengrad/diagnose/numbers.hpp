// Rules of numbers: where the first one was born that is not finite, and inputs that are far from 1.
#pragma once
#include <evengrad/diagnose/reading.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The root mean square of the input's largest feature may be as large as this, or as small.
inline constexpr double most_input = 10, least_input = 0.02;

inline std::vector<alarm> not_finite_alarms(const recording& r) {
  const birth_of_nan& b = r.first_nan;
  if (!b.seen) return {};
  return {alarm(ailment::not_finite, b.where, b.what, b.step, b.epoch)};
}

/// Numbers far from 1 in front of the first product: the input as it comes, or what a layer makes of it.
inline std::vector<alarm> unscaled_input_alarms(const recording& r) {
  const std::vector<int> products = product_layers(r);
  if (products.empty() || r.steps.empty()) return {};
  const auto first = std::size_t(products.front());
  if (r.layers[first].multiply_adds == 0) return {};  // a table, and the input are indices
  const bool as_it_comes = first == 0;
  const double size = as_it_comes ? r.largest_input_rms
                                  : recent(r, [&](const recorded_step& s) { return s.layers[first - 1].output.rms(); });
  if (size == 0 || (size <= most_input && size >= least_input)) return {};
  return {alarm(ailment::unscaled_input, r.layers[first].name,
                as_it_comes ? "the largest feature has a root mean square of " + figure_text(size)
                            : r.layers[first - 1].name + " gives values of root mean square " + figure_text(size),
                r.steps.front().step, r.steps.front().epoch)};
}

}  // namespace evengrad::inline EVENGRAD_ISA
