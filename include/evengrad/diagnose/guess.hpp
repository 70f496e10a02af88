// The loss of a guess that has seen the targets and no features: what a network has to be better than.
#pragma once
#include <evengrad/train/head_bias.hpp>

#include <string>
#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// What the mean target tells, by the loss's link: that of a class (log p), of a probability (log p / (1 − p)), or the
/// mean itself.
enum class target_kind : unsigned char { unknown, classes, probability, value };
template <class Loss>
target_kind kind_of_targets() {
  if constexpr (!has_link<Loss>) return target_kind::unknown;
  else {
    const auto is = [](double a, double b) { return a - b < 1e-9 && b - a < 1e-9; };
    const double of = Loss::link(0.3, 2);
    return is(of, log(0.3))         ? target_kind::classes
           : is(of, log(0.3 / 0.7)) ? target_kind::probability
           : is(of, 0.3)            ? target_kind::value
                                    : target_kind::unknown;
  }
}

/// Entropy of classes or probabilities, variance of values, with its name; {0, ""} for a loss of another kind.
template <class Loss>
std::pair<double, std::string> guess_of(const rows_view& y, int outputs) {
  const target_kind kind = kind_of_targets<Loss>();
  if (kind == target_kind::unknown) return {};
  const auto part = [](double p) { return p > 0 ? -p * log(p) : 0; };
  const std::vector<double> mean = mean_targets<Loss>(y, outputs);
  double sum = 0;
  for (const double p : mean) {
    if (kind == target_kind::classes) sum += part(p);
    if (kind == target_kind::probability) sum += (part(p) + part(1 - p)) / double(outputs);
  }
  if (kind == target_kind::value)
    for (int r = 0; r < y.rows; ++r)
      for (int i = 0; i < y.width; ++i) {
        const double d = double(y.row(r)[i]) - mean[std::size_t(i % outputs)];
        sum += d * d / double(y.size());
      }
  return {sum, kind == target_kind::value ? "the mean of the targets" : "a guess by the shares of the classes"};
}

/// Whether the link of each mean is finite.
template <class Loss>
bool every_target_varies(const rows_view& y, int outputs) {
  bool all = true;
  if constexpr (has_link<Loss>)
    for (const double p : mean_targets<Loss>(y, outputs)) {
      const double linked = Loss::link(p, outputs);
      all = all && linked - linked == 0;
    }
  return all;
}

}  // namespace evengrad::inline EVENGRAD_ISA
