// Whether a classifier is as sure as it is right: bins of confidence, and their errors (Guo, Pleiss, Sun & Weinberger
// 2017).
#pragma once
#include <evengrad/core/exp.hpp>
#include <evengrad/core/log.hpp>
#include <evengrad/train/evaluate.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace evengrad::inline EVENGRAD_ISA {

/// The logits of a classifier and the distributions that were to be, `classes` numbers a row (a line, where the output
/// has several). The largest logit of each row is 0.
struct logits_and_targets {
  int classes = 0;
  std::vector<double> logits, targets;
  std::int64_t rows() const { return classes > 0 ? std::int64_t(logits.size()) / classes : 0; }
};
/// Fails unless there is a row, and a target for each logit.
inline void check(const logits_and_targets& of, const char* where) {
  if (of.rows() < 1) fail(where, "no rows", "give at least one row");
  if (of.targets.size() != of.logits.size() || of.logits.size() % std::size_t(of.classes) != 0)
    fail(where, std::to_string(of.targets.size()) + " targets for " + std::to_string(of.logits.size()) + " logits",
         "give " + std::to_string(of.classes) + " of each a row");
}
/// Of a network that ends without softmax, or with one output as the logit of class 1 against class 0. Fails where the
/// data does not fit, and where an output is not finite.
template <const auto& Net, class T>
logits_and_targets logits_of(model<Net, T>& m, const dataset& data) {
  constexpr int outputs = model<Net, T>::program.out.last(), classes = outputs > 1 ? outputs : 2;
  logits_and_targets all{classes, {}, {}};
  if (data.y.width == model<Net, T>::program.out.size() && outputs > 1 && !tells_classes(data.y, outputs))
    fail("calibration", "targets that are no shares of classes", "give class indices, or shares that add up to 1");
  each_answer(m, data, 256, [&](const T* of, const float* t, bool by_index) {
    double z[classes]{}, most = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < outputs; ++i) {
      z[classes - outputs + i] = double(of[i]);
      if (!(z[classes - outputs + i] - z[classes - outputs + i] == 0))
        fail("calibration, row " + std::to_string(all.rows()), "output " + std::to_string(i) + " is not finite",
             "train again with a lower learning rate");
    }
    for (const double x : z) most = x > most ? x : most;
    for (int c = 0; c < classes; ++c) {
      all.logits.push_back(z[c] - most);
      all.targets.push_back(by_index ? double(int(*t) == c) : double(t[c]));
    }
  });
  return all;
}

/// Answers whose confidence, the largest probability, lies in one stretch of (0, 1]: the means of confidence and of
/// what is right.
struct calibration_bin {
  std::int64_t rows = 0;
  double confidence = 0, accuracy = 0;
};
struct calibration_report {
  std::vector<calibration_bin> bins;
  std::int64_t rows = 0;
  double accuracy = 0, confidence = 0;
  double ece = 0, mce = 0;    // mean and largest |confidence − accuracy| of the bins; the mean weighs by rows
  double nll = 0, brier = 0;  // means of −Σ t log p and Σ (p − t)²
  double temperature = 1;     // by which logits were divided
};

/// The report on probabilities softmax(logits / temperature), with bins of equal width.
inline calibration_report calibration(const logits_and_targets& of, int bins = 15, double temperature = 1) {
  if (bins < 1) fail("calibration.bins", std::to_string(bins), "give at least one");
  if (!(temperature > 0 && temperature < 1e300)) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", temperature);
    fail("calibration.temperature", text, "give a positive number, such as eg::temperature(model, data)");
  }
  check(of, "calibration");
  calibration_report r{std::vector<calibration_bin>(std::size_t(bins)), of.rows()};
  r.temperature = temperature;
  std::vector<double> p(std::size_t(of.classes));
  for (std::int64_t i = 0; i < r.rows; ++i) {
    const double *z = of.logits.data() + i * of.classes, *t = of.targets.data() + i * of.classes;
    double sum = 0;
    for (int c = 0; c < of.classes; ++c) sum += p[std::size_t(c)] = exp(z[c] / temperature);
    const double log_sum = log(sum), confidence = 1 / sum;
    for (int c = 0; c < of.classes; ++c) {
      const double off = p[std::size_t(c)] / sum - t[c];
      r.brier += off * off;
      if (t[c] != 0) r.nll += t[c] * (log_sum - z[c] / temperature);
    }
    const bool right = arg_max(z, of.classes) == arg_max(t, of.classes);
    const int bin = std::clamp(int(std::ceil(confidence * bins)) - 1, 0, bins - 1);  // of (bin / bins, …]
    calibration_bin& b = r.bins[std::size_t(bin)];
    ++b.rows, b.confidence += confidence, b.accuracy += right;
  }
  for (calibration_bin& b : r.bins) {
    if (b.rows == 0) continue;
    r.confidence += b.confidence, r.accuracy += b.accuracy;
    b.confidence /= double(b.rows), b.accuracy /= double(b.rows);
    const double gap = std::fabs(b.confidence - b.accuracy);
    r.ece += gap * double(b.rows), r.mce = gap > r.mce ? gap : r.mce;
  }
  for (double* mean : {&r.accuracy, &r.confidence, &r.ece, &r.nll, &r.brier}) *mean /= double(r.rows);
  return r;
}
/// The same of a model and data that it was not trained on.
template <const auto& Net, class T>
calibration_report calibration(model<Net, T>& m, const dataset& data, int bins = 15, double temperature = 1) {
  return calibration(logits_of(m, data), bins, temperature);
}

/// A line of figures, and a table of the bins that have rows.
inline std::string text_of(const calibration_report& r) {
  char line[160];
  std::snprintf(line, sizeof line,
                "%lld rows, accuracy %.4f, confidence %.4f, ECE %.4f, MCE %.4f, NLL %.4f, Brier %.4f\n",
                static_cast<long long>(r.rows), r.accuracy, r.confidence, r.ece, r.mce, r.nll, r.brier);
  std::string text(line);
  text += "   confidence   rows     mean    right      gap\n";
  const double n = double(r.bins.size());
  for (std::size_t i = 0; i < r.bins.size(); ++i)
    if (const calibration_bin& b = r.bins[i]; b.rows > 0) {
      std::snprintf(line, sizeof line, "%.3f - %.3f %6lld %8.4f %8.4f %+8.4f\n", double(i) / n, double(i + 1) / n,
                    static_cast<long long>(b.rows), b.confidence, b.accuracy, b.confidence - b.accuracy);
      text += line;
    }
  return text;
}

}  // namespace evengrad::inline EVENGRAD_ISA
