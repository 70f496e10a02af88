// A data set: rows of features and rows of targets, as a view of memory and as a table that owns it.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <evengrad/core/failure.hpp>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Rows of `width` floats, one after the other without padding, in memory that someone else owns.
struct rows_view {
  const float* data = nullptr;
  int rows = 0, width = 0;
  constexpr const float* row(int i) const { return data + static_cast<std::ptrdiff_t>(i) * width; }
  constexpr std::size_t size() const { return static_cast<std::size_t>(rows) * static_cast<std::size_t>(width); }
  /// The rows from first on, `count` of them.
  constexpr rows_view slice(int first, int count) const { return {row(first), count, width}; }
};

/// What a model learns from: x are the features, y the targets of the same rows. With `classes` above zero a row of y
/// is one class index 0 … classes-1 (a float holds every integer up to 2^24), with zero it is any real numbers.
struct dataset {
  rows_view x, y;
  int classes = 0;
  constexpr int rows() const { return x.rows; }
};

/// A data set that owns its memory; it converts to the view, which must not outlive it.
struct table {
  std::vector<float> features, targets;
  int width = 0, target_width = 1, classes = 0;
  int rows() const { return width > 0 ? static_cast<int>(features.size() / static_cast<std::size_t>(width)) : 0; }
  dataset view() const {
    const int y_rows = target_width > 0 ? static_cast<int>(targets.size() / static_cast<std::size_t>(target_width)) : 0;
    return {{features.data(), rows(), width}, {targets.data(), y_rows, target_width}, classes};
  }
  operator dataset() const { return view(); }

  /// Makes room for so many rows more.
  void reserve(int more) {
    features.reserve(features.size() + static_cast<std::size_t>(more) * static_cast<std::size_t>(width));
    targets.reserve(targets.size() + static_cast<std::size_t>(more) * static_cast<std::size_t>(target_width));
  }
  /// Appends one row of features and one of targets.
  void append(const float* x, const float* y) {
    features.insert(features.end(), x, x + width);
    targets.insert(targets.end(), y, y + target_width);
  }
};

/// Two tables, as in `auto [train, test] = digits();`.
struct train_and_test {
  table train, test;
};

/// Fails unless there is a row and x and y have the same number of them.
inline void check_rows(const dataset& data) {
  if (data.x.rows < 1 || data.x.width < 1 || data.y.width < 1)
    fail("data", "an empty set", "give at least one row with at least one feature and one target");
  if (data.x.rows != data.y.rows)
    fail("data", std::to_string(data.x.rows) + " rows of features, " + std::to_string(data.y.rows) + " of targets",
         "give every row of features its target");
}

/// Fails unless there are rows of so many numbers.
inline void check_width(const rows_view& x, int width, const char* what = "features") {
  if (x.rows < 1 || x.data == nullptr) fail("data", std::string("no rows of ") + what, "give at least one row");
  if (x.width != width)
    fail("data", std::to_string(x.width) + " " + what + " a row", "give " + std::to_string(width) + " of them");
}

/// Fails at the first NaN or infinity, with its row and column.
inline void check_finite(rows_view m, const char* what = "features") {
  std::uint32_t largest = 0;  // of the bits without the sign: whole numbers, so that compilers take many at once
  const std::size_t n = m.size();
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(m.data[i]) & 0x7fffffffu;
    largest = bits > largest ? bits : largest;
  }
  if (largest < 0x7f800000u) return;
  for (int r = 0; r < m.rows; ++r)
    for (int c = 0; c < m.width; ++c) {
      const float value = m.row(r)[c];
      if (!(value - value == 0))  // NaN and the infinities minus themselves are NaN
        fail("data, row " + std::to_string(r) + " of the " + what + ", column " + std::to_string(c),
             std::to_string(value), "remove the row or put a number there");
    }
}

/// Fails at the first number that is not one of 0, 1, …, end-1.
inline void check_whole_numbers(const rows_view& x, int end, const char* what = "label") {
  for (int r = 0; r < x.rows; ++r)
    for (int c = 0; c < x.width; ++c) {
      const float n = x.row(r)[c];
      if (!(n >= 0 && n < static_cast<float>(end)) || n != static_cast<float>(static_cast<int>(n)))
        fail("data, row " + std::to_string(r), std::string("the ") + what + " " + std::to_string(n),
             std::string("give whole numbers from 0 to ") + std::to_string(end - 1));
    }
}

/// Fails at the first target that is not a class index 0 … classes-1.
inline void check_labels(const dataset& data, int classes) {
  if (classes < 1) fail("data", std::to_string(classes) + " classes", "give the number of classes");
  if (data.y.width != 1) fail("data", std::to_string(data.y.width) + " targets a row", "give one class index a row");
  check_whole_numbers(data.y, classes);
}

/// Everything above: rows, finite features and targets, and labels in range where the targets are classes.
inline void check_data(const dataset& data) {
  check_rows(data);
  check_finite(data.x);
  check_finite(data.y, "targets");
  if (data.classes > 0) check_labels(data, data.classes);
}

}  // namespace evengrad::inline EVENGRAD_ISA
