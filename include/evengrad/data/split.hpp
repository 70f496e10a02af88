// A held-out part of a data set, the same for the same seed.
#pragma once
#include <cmath>
#include <evengrad/core/shuffle.hpp>
#include <evengrad/data/dataset.hpp>
#include <numeric>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether every class keeps its share in both parts.
enum class stratify : bool { no, yes };

/// Copies a random `fraction` of the rows to `test` and the others to `train`, both in the order of the data. With
/// `stratify::yes` each class is within one row of its share. Fails where a part would be empty.
inline train_and_test split(const dataset& data, double fraction, seed s, stratify by_class = stratify::no) {
  check_rows(data);
  const int n = data.rows();
  const auto held_out = [&](int first) { return static_cast<int>(std::floor(first * fraction + 0.5)); };
  if (!(fraction > 0 && fraction < 1) || held_out(n) < 1 || held_out(n) >= n)
    fail("split", "the fraction " + std::to_string(fraction) + " of " + std::to_string(n) + " rows",
         "give a fraction between 0 and 1 that leaves a row on both sides");
  std::vector<int> order(static_cast<std::size_t>(n));
  permutation(order.data(), static_cast<std::uint32_t>(n), s);
  if (by_class == stratify::yes) {
    if (data.classes < 1) fail("split", "stratify::yes for targets that are not classes", "give the data its classes");
    check_labels(data, data.classes);
    std::vector<int> start(static_cast<std::size_t>(data.classes) + 1), sorted(order.size());
    const auto label = [&](int row) { return static_cast<std::size_t>(*data.y.row(row)); };
    for (int row : order) ++start[label(row) + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    for (int row : order) sorted[static_cast<std::size_t>(start[label(row)]++)] = row;
    order.swap(sorted);
  }
  // Every 1/fraction-th row of the order: of each stretch of it the share is right to within one.
  std::vector<bool> out(order.size());
  for (int i = 0; i < n; ++i)
    if (held_out(i + 1) > held_out(i)) out[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])] = true;
  const table empty{{}, {}, data.x.width, data.y.width, data.classes};
  train_and_test parts{empty, empty};
  parts.test.reserve(held_out(n));
  parts.train.reserve(n - held_out(n));
  for (int i = 0; i < n; ++i)
    (out[static_cast<std::size_t>(i)] ? parts.test : parts.train).append(data.x.row(i), data.y.row(i));
  return parts;
}

}  // namespace evengrad::inline EVENGRAD_ISA
