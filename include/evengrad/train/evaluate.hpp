// Loss and accuracy on data, as the network infers, in chunks of rows; and whether a data set fits a model.
#pragma once
#include <evengrad/data/dataset.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/train/loss_formula.hpp>

#include <cmath>

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

/// Mean loss, and the share of right answers; NaN where there is none.
struct evaluation {
  double loss = std::nan(""), accuracy = std::nan("");
};

/// What is counted of the rows of a data set, and what of them: lines of so many outputs.
class judge {
  const int lines_, outputs_;
  const bool counts_, by_index_;
  loss_of_rows loss_;
  std::int64_t rows_ = 0, right_ = 0;
  double sum_ = 0;

 public:
  judge(const shape& out, const dataset& data, bool counts, loss_of_rows loss = {})
      : lines_(out.lines()),
        outputs_(out.last()),
        counts_(counts),
        by_index_(data.y.width == lines_),
        loss_(std::move(loss)) {}
  void see(const double* y, const float* target) {
    ++rows_;
    if (loss_.is_known()) sum_ += loss_.at(y, target);
    for (int l = 0; counts_ && l < lines_; ++l) {
      const double* of = y + l * outputs_;
      const float* t = target + (by_index_ ? l : l * outputs_);
      right_ += (outputs_ > 1 ? arg_max(of, outputs_) : int(of[0] > 0)) == (by_index_ ? int(*t) : arg_max(t, outputs_));
    }
  }
  evaluation verdict() const {
    evaluation v;
    if (loss_.is_known()) v.loss = sum_ / double(rows_);
    if (counts_) v.accuracy = double(right_) / (double(rows_) * lines_);
    return v;
  }
};

/// Calls f(outputs, row) with what the network says of each row.
template <const auto& Net, class T, class F>
void each_row(model<Net, T>& m, const dataset& data, int chunk, const F& f) {
  if (chunk < 1) fail("accuracy", "chunks of " + std::to_string(chunk) + " rows", "give at least one row");
  for (int first = 0; first < data.rows(); first += chunk) {
    const int rows = data.rows() - first < chunk ? data.rows() - first : chunk;
    const T* y = m.predict(data.x.slice(first, rows));
    for (int r = 0; r < rows; ++r) f(y + r * m.stride(), first + r);
  }
}
template <const auto& Net, class T>
void show_rows(model<Net, T>& m, const dataset& data, int chunk, judge& j) {
  constexpr shape out = model<Net, T>::program.out;
  std::vector<double> row(std::size_t(out.size()));
  each_row(m, data, chunk, [&](const T* y, int r) {
    for (int l = 0; l < out.lines(); ++l)
      for (int i = 0; i < out.last(); ++i)
        row[std::size_t(l * out.last() + i)] = double(y[l * m.program.output.line + i]);
    j.see(row.data(), data.y.row(r));
  });
}

/// Fails unless targets are classes, by index or as a number for each.
[[gnu::cold]] inline void check_answers(const dataset& data, const shape& out) {
  check_data(data);
  const int lines = out.lines(), classes = out.last();
  if (data.y.width != lines && data.y.width != lines * classes)
    fail("data", std::to_string(data.y.width) + " targets a row",
         "give " + std::to_string(lines) + " class indices, or " + std::to_string(lines * classes) + " numbers");
  if (data.y.width == lines) check_whole_numbers(data.y, classes > 1 ? classes : 2);
}
/// Calls f(outputs, target, by_index) for each row, or each line where the output has several: `classes` outputs, and
/// one class index or a number for each class. Fails where the data does not fit, or is not finite.
template <const auto& Net, class T, class F>
void each_answer(model<Net, T>& m, const dataset& data, int chunk, F f) {
  constexpr shape out = model<Net, T>::program.out;
  check_answers(data, out);
  const bool by_index = data.y.width == out.lines();
  each_row(m, data, chunk, [&](const T* y, int r) {
    for (int l = 0; l < out.lines(); ++l)
      f(y + l * m.program.output.line, data.y.row(r) + (by_index ? l : l * out.last()), by_index);
  });
}

/// The share of rows (of lines, where the output has several) whose largest output is the target's class: a class
/// index, or the largest of its numbers. A single output is a logit: class 1 where it is positive, else class 0. Fails
/// where the data does not fit, or is not finite.
template <const auto& Net, class T>
double accuracy(model<Net, T>& m, const dataset& data, int chunk = 256) {
  constexpr shape out = model<Net, T>::program.out;
  check_answers(data, out);
  judge j(out, data, true);
  show_rows(m, data, chunk, j);
  return j.verdict().accuracy;
}

/// Whether every row of targets is what `from`, its number of outputs a line, says of classes: shares that sum to 1, or
/// of one output 0 or 1.
inline bool tells_classes(const rows_view& y, int outputs) {
  for (std::size_t i = 0; i < y.size(); i += std::size_t(outputs)) {
    double sum = 0;
    for (int c = 0; c < outputs; ++c) {
      if (!(y.data[i + std::size_t(c)] >= 0)) return false;
      sum += y.data[i + std::size_t(c)];
    }
    if (outputs > 1 ? std::fabs(sum - 1) > 1e-3 : sum != 0 && sum != 1) return false;
  }
  return true;
}
/// Whether right answers can be counted: the targets are classes, by the data's word, by the loss, which compares with
/// an index or with a logit, or because they are a share for each of several outputs.
template <class Loss>
bool can_be_right(const dataset& data, const shape& out) {
  const int lines = out.lines(), outputs = out.last();
  if (data.y.width != lines && data.y.width != lines * outputs) return false;
  if (requires { Loss::compares_index; } || data.classes > 0) return true;
  bool of_logit = false;
  if constexpr (requires { Loss::link(0.5, 1); }) of_logit = Loss::link(0.5, 1) == 0;
  return (outputs > 1 ? data.y.width == lines * outputs : of_logit) && tells_classes(data.y, outputs);
}

/// Fails where classes are to be told apart, and all rows are of one; a single row is what it is.
[[gnu::cold]] inline void check_several_classes(const rows_view& y) {
  for (int r = 1; r < y.rows; ++r)
    for (int c = 0; c < y.width; ++c)
      if (y.row(r)[c] != y.row(0)[c]) return;
  if (y.rows > 1)
    fail("data", "all " + std::to_string(y.rows) + " rows are of one class", "give rows of at least two classes");
}

/// Mean loss over the rows of data that fits, as the network infers, and accuracy where right answers are counted.
template <class Loss, const auto& Net, class T>
evaluation measure(model<Net, T>& m, const dataset& data, bool counts, int chunk = 256) {
  constexpr shape out = model<Net, T>::program.out;
  judge j(out, data, counts, loss_of_rows(loss_formula<Loss, out>));
  show_rows(m, data, chunk, j);
  return j.verdict();
}
/// Mean loss over the rows, as the network infers, and accuracy where the targets are classes; the loss is NaN where
/// that of a row depends on others. Fails where the data does not fit.
template <const auto& Net, class T, class Loss>
evaluation evaluate(model<Net, T>& m, const Loss&, const dataset& data, int chunk = 256) {
  check_fits<Net, T, Loss>(data);
  return measure<Loss>(m, data, can_be_right<Loss>(data, model<Net, T>::program.out), chunk);
}

}  // namespace evengrad::inline EVENGRAD_ISA
