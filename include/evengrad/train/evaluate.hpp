// Accuracy, in chunks of rows; and whether a data set fits a model.
#pragma once
#include <evengrad/data/dataset.hpp>
#include <evengrad/model/model.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Fails unless the rows are finite, have the model's inputs, and targets that the loss can compare with.
template <const auto& Net, class T, class Loss>
void check_fits(const dataset& data) {
  using M = model<Net, T>;
  M::template check_batch<Loss>(data.x, data.y);
  if (data.classes > 0) check_labels(data, data.classes);
  if (data.classes > M::program.out.last() && data.classes > 2)
    fail("data", std::to_string(data.classes) + " classes",
         "the network has " + std::to_string(M::program.out.last()) + " outputs");
}

/// The index of the largest of n numbers, the first of equals.
template <class T>
int arg_max(const T* y, int n) {
  int best = 0;
  for (int i = 1; i < n; ++i)
    if (y[i] > y[best]) best = i;
  return best;
}

/// Calls f(outputs, target, by_index) for each row, or each line where the output has several: `classes` outputs, and
/// one class index or a number for each class. Fails where the data does not fit, or is not finite.
template <const auto& Net, class T, class F>
void each_answer(model<Net, T>& m, const dataset& data, int chunk, F f) {
  constexpr shape out = model<Net, T>::program.out;
  constexpr int lines = out.lines(), classes = out.last();
  if (chunk < 1) fail("accuracy", "chunks of " + std::to_string(chunk) + " rows", "give at least one row");
  check_data(data);
  if (data.y.width != lines && data.y.width != lines * classes)
    fail("data", std::to_string(data.y.width) + " targets a row",
         "give " + std::to_string(lines) + " class indices, or " + std::to_string(lines * classes) + " numbers");
  const bool by_index = data.y.width == lines;
  if (by_index) check_whole_numbers(data.y, classes > 1 ? classes : 2);
  for (int first = 0; first < data.rows(); first += chunk) {
    const int rows = data.rows() - first < chunk ? data.rows() - first : chunk;
    const T* y = m.predict(data.x.slice(first, rows));
    for (int r = 0; r < rows; ++r)
      for (int l = 0; l < lines; ++l)
        f(y + r * m.stride() + l * m.program.output.line, data.y.row(first + r) + (by_index ? l : l * classes),
          by_index);
  }
}

/// The share of rows (of lines, where the output has several) whose largest output is the target's class: a class
/// index, or the largest of its numbers. A single output is a logit: class 1 where it is positive, else class 0. Fails
/// where the data does not fit, or is not finite.
template <const auto& Net, class T>
double accuracy(model<Net, T>& m, const dataset& data, int chunk = 256) {
  constexpr int classes = model<Net, T>::program.out.last();
  std::int64_t right = 0, all = 0;
  each_answer(m, data, chunk, [&](const T* of, const float* t, bool by_index) {
    right += (classes > 1 ? arg_max(of, classes) : int(of[0] > T(0))) == (by_index ? int(*t) : arg_max(t, classes));
    ++all;
  });
  return double(right) / double(all);
}

}  // namespace evengrad::inline EVENGRAD_ISA
