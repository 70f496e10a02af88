// Rules of units: dead ones, saturated ones, and those that are all the same.
#pragma once
#include <evengrad/diagnose/reading.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// So many units of an activation, as a share, may have a slope of zero for all rows of a batch.
inline constexpr double most_dead = 0.6;
/// So many values of an activation, as a share, may have less than a twentieth of the steepest slope; the zeros of a
/// rectifier do not count.
inline constexpr double most_saturated = 0.57;
/// So many units of a layer, as a share, may give what another one gives.
inline constexpr double most_alike = 0.3;

/// Layers that a figure is too large for, as one alarm of the first of them.
template <class F>
std::vector<alarm> layers_above(const recording& r, ailment what, const std::vector<int>& layers, double bound,
                                const std::string& says, const F& figure) {
  std::vector<alarm> found;
  int more = 0;
  for (const int l : layers) {
    const double x = recent(r, [&](const recorded_step& s) { return figure(s, l); });
    if (!(x > bound)) continue;
    if (!found.empty()) ++more;
    else
      found.push_back(alarm_since(r, what, r.layers[std::size_t(l)].name, percent_text(x) + says,
                                  [&](const recorded_step& s) { return figure(s, l) > bound; }));
  }
  if (more) found[0].figure += ", and of " + std::to_string(more) + " more layer" + (more > 1 ? "s" : "");
  return found;
}

/// Activations before the last product: what is behind it belongs to the output, which may be as certain as it likes.
inline std::vector<int> inner_activations(const recording& r) {
  const std::vector<int> products = product_layers(r);
  std::vector<int> all;
  for (int l = 0; l < int(r.layers.size()); ++l)
    if (r.layers[std::size_t(l)].is_activation && (products.empty() || l < products.back())) all.push_back(l);
  return all;
}

inline double dead_share(const recorded_step& s, int layer) { return s.layers[std::size_t(layer)].dead; }
inline std::vector<alarm> dead_alarms(const recording& r) {
  if (r.steps.empty()) return {};
  return layers_above(r, ailment::dead, inner_activations(r), most_dead, " of its units", dead_share);
}

inline double saturated_share(const recorded_step& s, int layer) {
  const layer_figures& f = s.layers[std::size_t(layer)];
  return f.saturated - f.output.share_of_zeros();
}
/// An op whose slope has no bound, such as a logarithm, is steep in one place and not flat everywhere else.
inline constexpr double steepest_activation = 4;

inline std::vector<alarm> saturated_alarms(const recording& r) {
  if (r.steps.empty()) return {};
  std::vector<int> layers = inner_activations(r);
  std::erase_if(layers, [&](int l) { return r.layers[std::size_t(l)].largest_slope > steepest_activation; });
  return layers_above(r, ailment::saturated, layers, most_saturated, " of its values", saturated_share);
}

/// Units that were alike in all steps but the first, where a layer that begins as zero may be so. Behind an activation
/// that is dead all units see the same, and that is not their fault.
inline std::vector<alarm> symmetric_alarms(const recording& r) {
  if (r.steps.size() < 2) return {};
  std::vector<int> layers;
  for (const int l : product_layers(r)) {
    const bool always = std::all_of(r.steps.begin() + 1, r.steps.end(), [&](const recorded_step& s) {
      return s.layers[std::size_t(l)].alike > most_alike;
    });
    if (always) layers.push_back(l);
    const auto is_dead = [&](int a) {
      return a > l && r.layers[std::size_t(a)].is_activation && r.steps.front().layers[std::size_t(a)].dead > 0.99;
    };
    const std::vector<int> inner = inner_activations(r);
    if (std::any_of(inner.begin(), inner.end(), is_dead)) break;
  }
  return layers_above(r, ailment::symmetric, layers, most_alike, " of its units are copies of others",
                      [](const recorded_step& s, int l) { return s.layers[std::size_t(l)].alike; });
}

}  // namespace evengrad::inline EVENGRAD_ISA
