// Accuracy, in chunks of rows; and whether a data set fits a model.
#pragma once
#include <evengrad/data/dataset.hpp>
#include <evengrad/model/model.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Fails unless the rows are finite, have the model's inputs, and targets that the loss can compare with.
template <const auto& Net, class T>
void check_inputs(const dataset& data) {
  using M = model<Net, T>;
  check_data(data);
  if (data.x.width != M::inputs)
    fail("data", std::to_string(data.x.width) + " features a row", "the network takes " + std::to_string(M::inputs));
}
template <const auto& Net, class T, class Loss>
void check_fits(const dataset& data) {
  check_inputs<Net, T>(data);
  constexpr int targets = model<Net, T>::template targets<Loss>, outputs = model<Net, T>::outputs;
  if (data.y.width != targets)
    fail("data", std::to_string(data.y.width) + " targets a row",
         "the loss compares " + std::to_string(targets) + " with the output");
  if (data.classes > outputs)
    fail("data", std::to_string(data.classes) + " classes", "the network has " + std::to_string(outputs) + " outputs");
  if constexpr (requires { Loss::compares_index; }) check_labels(data, outputs / targets);
}

/// The index of the largest output.
template <class T>
int arg_max(const T* y, int n) {
  int best = 0;
  for (int i = 1; i < n; ++i)
    if (y[i] > y[best]) best = i;
  return best;
}

/// The share of rows whose largest output is the target's class (a class index, or the largest of its numbers).
template <const auto& Net, class T>
double accuracy(model<Net, T>& m, const dataset& data, int chunk = 256) {
  check_inputs<Net, T>(data);
  using M = model<Net, T>;
  std::int64_t right = 0;
  for (int first = 0; first < data.rows(); first += chunk) {
    const int rows = data.rows() - first < chunk ? data.rows() - first : chunk;
    const T* y = m.predict(data.x.slice(first, rows));
    for (int r = 0; r < rows; ++r) {
      const float* t = data.y.row(first + r);
      right += arg_max(y + r * M::stride(), M::outputs) == (data.y.width == 1 ? int(*t) : arg_max(t, data.y.width));
    }
  }
  return double(right) / data.rows();
}

}  // namespace evengrad::inline EVENGRAD_ISA
