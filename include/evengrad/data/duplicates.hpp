// Rows that a data set has more than once, and rows whose targets contradict each other.
#pragma once
#include <evengrad/data/dataset.hpp>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace evengrad::inline EVENGRAD_ISA {

struct duplicate_rows {
  int same = 0;                 // rows with the features and the targets of an earlier one
  int contradicting = 0;        // targets beyond the first that the same features have
  int first = -1, second = -1;  // two of the contradicting ones, or of the same ones
};

/// Compares all rows bit by bit, by sorting: n log n comparisons.
inline duplicate_rows find_duplicates(const dataset& data) {
  check_rows(data);
  std::vector<int> order(std::size_t(data.rows()));
  std::iota(order.begin(), order.end(), 0);
  const auto compare = [](const rows_view& m, int a, int b) {
    return std::memcmp(m.row(a), m.row(b), sizeof(float) * std::size_t(m.width));
  };
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    if (const int x = compare(data.x, a, b)) return x < 0;
    const int y = compare(data.y, a, b);
    return y ? y < 0 : a < b;
  });
  duplicate_rows d;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const int a = order[i - 1], b = order[i];
    if (compare(data.x, a, b) != 0) continue;
    const bool same = compare(data.y, a, b) == 0;
    if (d.first < 0 || (!same && d.contradicting == 0)) d.first = std::min(a, b), d.second = std::max(a, b);
    ++(same ? d.same : d.contradicting);
  }
  return d;
}

}  // namespace evengrad::inline EVENGRAD_ISA
