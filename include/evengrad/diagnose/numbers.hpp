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

/// Where the first product takes the input as it comes.
inline std::vector<alarm> unscaled_input_alarms(const recording& r) {
  const std::vector<int> products = product_layers(r);
  if (products.empty() || r.steps.empty() || !(r.largest_input_rms > 0)) return {};
  const auto first = std::size_t(products.front());
  // What scales, normalizes or embeds stands in front of it and has numbers of its own.
  for (std::size_t l = 0; l < first; ++l)
    if (r.layers[l].kind != "input" && r.layers[first].name.rfind(r.layers[l].name + '.', 0) == std::string::npos)
      return {};
  if (r.largest_input_rms <= most_input && r.largest_input_rms >= least_input) return {};
  return {alarm(ailment::unscaled_input, r.layers[first].name,
                "the largest feature has a root mean square of " + figure_text(r.largest_input_rms),
                r.steps.front().step, r.steps.front().epoch)};
}

}  // namespace evengrad::inline EVENGRAD_ISA
