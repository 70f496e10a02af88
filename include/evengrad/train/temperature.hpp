// Temperature scaling (Guo et al. 2017, section 4.2): one number that makes a trained classifier as sure as it is
// right.
#pragma once
#include <evengrad/train/calibration.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The temperature T for which the mean of −Σ t log softmax(logits / T) is smallest, to twelve digits: by Newton's
/// method in 1 / T, of which that is a convex function, inside of a bracket. Fails where none is: where no row has
/// logits that differ, where the logits say less than chance (T would be infinite), and where every target has the
/// largest logit (T would be 0).
inline double temperature(const logits_and_targets& of) {
  check(of, "temperature");
  struct slopes {
    double first = 0, second = 0;
  };
  // Of the mean loss by β = 1 / T.
  const auto at = [&](double beta) {
    slopes s;
    for (std::int64_t i = 0; i < of.rows(); ++i) {
      const double *z = of.logits.data() + i * of.classes, *t = of.targets.data() + i * of.classes;
      double sum = 0, mean = 0, square = 0, given = 0;
      for (int c = 0; c < of.classes; ++c) {
        const double p = exp(beta * z[c]);
        sum += p, mean += p * z[c], square += p * z[c] * z[c], given += t[c] * z[c];
      }
      mean /= sum, s.first += mean - given, s.second += square / sum - mean * mean;
    }
    return s;
  };
  double range = 0, at_zero = 0;
  for (std::size_t i = 0; i < of.logits.size(); ++i) {
    range = std::fmax(range, -of.logits[i]);
    if (of.targets[i] != 0) at_zero += of.targets[i] * of.logits[i];  // the slope where T goes to 0 is minus this
  }
  if (range == 0) fail("temperature", "logits that are all equal", "train the model first");
  if (!(at(0).first < 0))
    fail("temperature", "logits that say less than chance",
         "train the model first, and see whether labels fit the rows");
  if (!(at_zero < 0))
    fail("temperature", "every one of " + std::to_string(of.rows()) + " rows is right",
         "give more rows, or such that were held out of training");
  double low = 0, high = 1 / range;
  while (at(high).first < 0 && high * range < 1e15) low = high, high *= 2;
  double beta = 0.5 * (low + high);
  for (int i = 0; i < 200; ++i) {
    const slopes s = at(beta);
    (s.first < 0 ? low : high) = beta;
    double next = beta - s.first / s.second;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const double moved = std::fabs(next - beta);
    beta = next;
    if (moved <= 1e-13 * beta) break;
  }
  return 1 / beta;
}
/// Of a model, on data that was held out; `calibration(model, test, bins, T)` shows what it does.
template <const auto& Net, class T>
double temperature(model<Net, T>& m, const dataset& data) {
  return temperature(logits_of(m, data));
}

}  // namespace evengrad::inline EVENGRAD_ISA
