// How rules read a recording: the layers that multiply, lengths of gradients and updates, and medians over recent
// steps.
#pragma once
#include <evengrad/diagnose/alarm.hpp>
#include <evengrad/probe/recording.hpp>

#include <algorithm>
#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// A rule of diagnosis: what it finds in a recording, mostly nothing.
using alarm_rule = std::vector<alarm> (*)(const recording&);

/// Three digits: "0.0213", "3.1e-07".
inline std::string figure_text(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", x);
  return text;
}
inline std::string percent_text(double share) {
  char text[32];
  std::snprintf(text, sizeof text, share < 0.995 ? "%.2g %%" : "%.0f %%", 100 * share);
  return text;
}

/// The layers with weights of a product, in the order of the network: what lies between two of them has no width of its
/// own.
inline std::vector<int> product_layers(const recording& r) {
  std::vector<int> all;
  for (const recorded_parameter& p : r.parameters)
    if (p.multiplies && p.layer >= 0) all.push_back(p.layer);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// Root mean square of the length of a row's L'(l), up to a factor that all layers share. By He's law it is the same
/// for all layers, also where their widths differ; the mean square of one element is not.
inline double gradient_length(const recording& r, const recorded_step& s, int layer) {
  const auto l = std::size_t(layer);
  return s.layers[l].gradient.rms() * std::sqrt(double(std::max<std::int64_t>(r.layers[l].units, 1)));
}

/// All updates of weights of products by all these weights, as lengths: a layer that begins as zero is no exception.
inline double update_ratio(const recording& r, const recorded_step& s) {
  double updates = 0, weights = 0;
  for (std::size_t p = 0; p < r.parameters.size(); ++p) {
    if (!r.parameters[p].multiplies) continue;
    const double n = double(r.parameters[p].size), u = s.parameters[p].update.rms(), w = s.parameters[p].weights.rms();
    updates += n * u * u, weights += n * w * w;
  }
  return weights > 0 ? std::sqrt(updates / weights) : 0;
}

inline double median(std::vector<double> of) {
  if (of.empty()) return 0;
  const auto middle = of.begin() + std::ptrdiff_t(of.size() / 2);
  std::nth_element(of.begin(), middle, of.end());
  return *middle;
}

/// How many of the last recorded steps are taken together, so that one odd batch says nothing.
inline constexpr int recent_steps = 5;

/// The median of a figure over the last recorded steps, or over the first.
template <class F>
double recent(const recording& r, const F& figure, std::size_t count = recent_steps) {
  std::vector<double> of;
  const std::size_t n = r.steps.size(), from = n > count ? n - count : 0;
  for (std::size_t i = from; i < n; ++i) of.push_back(figure(r.steps[i]));
  return median(std::move(of));
}
template <class F>
double at_first(const recording& r, const F& figure, std::size_t count = recent_steps) {
  std::vector<double> of;
  for (std::size_t i = 0; i < r.steps.size() && i < count; ++i) of.push_back(figure(r.steps[i]));
  return median(std::move(of));
}

/// An alarm of the first recorded step for which `holds`, or of the last one.
template <class F>
alarm alarm_since(const recording& r, ailment what, std::string where, std::string figure, const F& holds) {
  const auto at = std::find_if(r.steps.begin(), r.steps.end(), holds);
  const recorded_step& s = at != r.steps.end() ? *at : r.steps.back();
  return {what, std::move(where), std::move(figure), s.step, s.epoch};
}

/// The cross entropy of a guess that takes all classes as equally likely, ln C (ln 2 of 0 and 1);
/// 0 where the loss is none.
inline double blind_loss(const recording& r) {
  if (r.classes < 2 || r.loss.find("cross_entropy") == r.loss.npos) return 0;
  return std::log(double(r.outputs > 1 && r.loss.find("binary") == r.loss.npos ? r.outputs : 2));
}

/// So many rows say what the loss is: a batch of them, or several smaller batches.
inline constexpr int rows_of_loss = 32;
inline std::size_t steps_of_loss(const recording& r) {
  const int batch = std::max(r.batch, 1);
  return std::size_t((rows_of_loss + batch - 1) / batch);
}
inline double loss_of(const recorded_step& s) { return s.loss; }

/// The loss that steps are compared with: that of the first ones, and not less than a blind guess's. Where nobody knows
/// a blind guess, one lucky batch is not enough, and it is the median of five times as many. 0 where the recording does
/// not begin with the training.
inline double loss_at_first(const recording& r) {
  if (r.steps.empty() || r.steps.front().step != 0) return 0;
  const double blind = blind_loss(r);
  return std::max(blind, at_first(r, loss_of, (blind > 0 ? 1 : recent_steps) * steps_of_loss(r)));
}
/// The same for epochs, which are means: not less than the mean of the first epoch either.
inline double first_loss(const recording& r) {
  const double known = std::max(loss_at_first(r), blind_loss(r));
  return r.epochs.empty() ? known : std::max(known, r.epochs.front().loss);
}

}  // namespace evengrad::inline EVENGRAD_ISA
