// What single units of a layer do over a batch: dead ones, saturated values, units that are alike; and examples one by
// one.
#pragma once
#include <evengrad/model/directory.hpp>
#include <evengrad/probe/figures.hpp>

#include <algorithm>

namespace evengrad::inline EVENGRAD_ISA {

struct slope_shares {
  double dead = 0, saturated = 0;
};
/// Of the local gradients of an activation: units whose slope is 0 for every row; values whose slope is below 1/20 of
/// the largest, either way.
template <class T>
slope_shares shares_of_slopes(const layer_view<T>& slope, double largest) {
  const int n = slope.size();
  const T limit = T(largest / 20);
  std::vector<T> most(std::size_t(n), T(0));
  std::int64_t flat = 0;
  for (std::int64_t r = 0; r < slope.rows; ++r) {
    const T* const row = slope.p + r * slope.stride;
    int here = 0;
    for (int i = 0; i < n; ++i) {
      const T size = row[i] < T(0) ? -row[i] : row[i];
      most[std::size_t(i)] = size > most[std::size_t(i)] ? size : most[std::size_t(i)];
      here += size < limit;
    }
    flat += here;
  }
  return {double(std::count(most.begin(), most.end(), T(0))) / n, double(flat) / double(n * slope.rows)};
}

/// Units, as a share, that gave for every row and line the same number as another unit. A unit is an element of the
/// last axis: the lines of a row go through the same units. Units that gave nothing but zeros, as dead ones do, count
/// only where all are such.
template <class T>
double share_of_alike(const layer_view<T>& y) {
  const std::size_t n = std::size_t(y.dims.last());
  const int size = y.size();
  std::vector<std::uint32_t> hash(n, 2166136261u);
  std::vector<char> not_zero(n, 0);
  for (std::int64_t r = 0; r < y.rows; ++r)
    for (int line = 0; line < size; line += int(n)) {
      const T* const p = y.p + r * y.stride + line;
      for (std::size_t i = 0; i < n; ++i) {
        const float x = float(p[i]) + 0.f;  // −0 is 0
        hash[i] = (hash[i] ^ std::bit_cast<std::uint32_t>(x)) * 16777619u;
        hash[i] ^= hash[i] >> 15, not_zero[i] = char(not_zero[i] | (p[i] != T(0)));
      }
    }
  const bool any = std::count(not_zero.begin(), not_zero.end(), char(1)) > 0;
  std::vector<std::uint64_t> order;
  order.reserve(n);
  for (std::size_t i = 0; i < n; ++i)
    if (not_zero[i] || !any) order.push_back(std::uint64_t(hash[i]) << 32 | i);
  std::sort(order.begin(), order.end());
  const auto same = [&](std::uint64_t a, std::uint64_t b) {
    if (a >> 32 != b >> 32) return false;
    for (std::int64_t r = 0; r < y.rows; ++r)
      for (int line = 0; line < size; line += int(n))
        if (!(y(r, line + int(a & 0xffffffffu)) == y(r, line + int(b & 0xffffffffu)))) return false;
    return true;
  };
  std::int64_t alike = 0;
  for (std::size_t i = 0; i < order.size(); ++i)
    alike += (i > 0 && same(order[i - 1], order[i])) || (i + 1 < order.size() && same(order[i], order[i + 1]));
  return double(alike) / double(n);
}

inline spread_of_many spread_of(const std::vector<double>& x) {
  spread_of_many s;
  for (const double v : x)
    if (v - v != 0) ++s.not_finite;
    else s.merge({.count = 1, .mean = v, .smallest = v, .largest = v});
  return s;
}

/// The gradient of each row's own loss as the mean over a layer's units, where `gradient` is that of the mean loss.
template <class T>
spread_of_many spread_of_examples(const layer_view<T>& gradient) {
  std::vector<double> of(std::size_t(gradient.rows));
  for (std::int64_t r = 0; r < gradient.rows; ++r) {
    const T* const row = gradient.p + r * gradient.stride;
    double sum[4]{};
    int i = 0;
    for (; i + 4 <= gradient.size(); i += 4)
      for (int k = 0; k < 4; ++k) sum[k] += double(row[i + k]);
    for (; i < gradient.size(); ++i) sum[0] += double(row[i]);
    of[std::size_t(r)] = (sum[0] + sum[1] + sum[2] + sum[3]) / gradient.size() * double(gradient.rows);
  }
  return spread_of(of);
}

}  // namespace evengrad::inline EVENGRAD_ISA
