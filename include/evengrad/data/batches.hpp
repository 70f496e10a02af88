// The batches of an epoch, for a loop by hand: `for (auto [x, y] : batches(train, 128, seed{epoch}))`.
#pragma once
#include <cstring>
#include <evengrad/core/shuffle.hpp>
#include <evengrad/data/dataset.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The features and targets of some rows.
struct minibatch {
  rows_view x, y;
};

/// A range of minibatches of `size` rows; the last may have fewer. Shuffled rows are copied to one buffer that the next
/// batch overwrites; rows in order are views of the data itself.
class batches {
 public:
  /// In the order of the data, without a copy.
  batches(const dataset& data, int size) : data_(data), size_(size) {
    check_rows(data);
    if (size < 1) fail("batches", "a batch of " + std::to_string(size) + " rows", "ask for at least one row");
  }
  /// In a random order, the same for the same seed.
  batches(const dataset& data, int size, seed s) : batches(data, size) {
    if (size_ > data.rows()) size_ = data.rows();
    order_.resize(static_cast<std::size_t>(data.rows()));
    permutation(order_.data(), static_cast<std::uint32_t>(data.rows()), s);
    x_.resize(static_cast<std::size_t>(size_) * static_cast<std::size_t>(data.x.width));
    y_.resize(static_cast<std::size_t>(size_) * static_cast<std::size_t>(data.y.width));
  }

  batches(const table&&, int) = delete;  // its rows would be gone before the first batch
  batches(const table&&, int, seed) = delete;

  int size() const { return (data_.rows() - 1) / size_ + 1; }

  /// Batch number i; an earlier one is no longer valid.
  minibatch operator[](int i) {
    const int first = i * size_, left = data_.rows() - first, rows = left < size_ ? left : size_;
    if (order_.empty()) return {data_.x.slice(first, rows), data_.y.slice(first, rows)};
    for (int r = 0; r < rows; ++r) {
      const int from = order_[static_cast<std::size_t>(first + r)];
      copy_row(data_.x, from, x_.data(), r);
      copy_row(data_.y, from, y_.data(), r);
    }
    return {{x_.data(), rows, data_.x.width}, {y_.data(), rows, data_.y.width}};
  }

  struct iterator {
    batches* all;
    int i;
    minibatch operator*() const { return (*all)[i]; }
    iterator& operator++() { return ++i, *this; }
    bool operator!=(const iterator& other) const { return i != other.i; }
  };
  iterator begin() { return {this, 0}; }
  iterator end() { return {this, size()}; }

 private:
  static void copy_row(rows_view from, int row, float* to, int to_row) {
    std::memcpy(to + static_cast<std::ptrdiff_t>(to_row) * from.width, from.row(row),
                sizeof(float) * static_cast<std::size_t>(from.width));
  }

  dataset data_;
  int size_;
  std::vector<int> order_;
  std::vector<float> x_, y_;
};

}  // namespace evengrad::inline EVENGRAD_ISA
