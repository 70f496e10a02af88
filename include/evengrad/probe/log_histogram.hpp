// How numbers are spread over many orders of magnitude: counts by sign and size, eight buckets an octave.
#pragma once
#include <evengrad/core/isa.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Counts of finite floats in buckets whose bounds are 1/8 of an octave apart in the mantissa: an edge is off by at
/// most 1/8 of the number. Histograms of parts add up to that of the whole, in any order.
struct log_histogram {
  /// Buckets of one sign: exponent and three bits of mantissa. Number 0 holds ±0 and what is smaller than 2^-126.
  static constexpr int buckets = 255 * 8;
  struct bucket {
    int at;  // below zero for negative numbers: -1 - bucket of the absolute value
    std::int64_t count;
    bool operator==(const bucket&) const = default;
  };
  /// In the order of the numbers, without empty ones.
  std::vector<bucket> filled;

  static constexpr int bucket_of(float x) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
    const int size = int((bits & 0x7fffffffu) >> 20), at = size < 8 ? 0 : size;
    return bits >> 31 && at > 0 ? -1 - at : at;
  }
  /// The smallest and the largest number of a bucket.
  static constexpr double low(int at) { return at < 0 ? -high(-1 - at) : at < 8 ? 0 : edge(at); }
  static constexpr double high(int at) { return at < 0 ? -low(-1 - at) : edge(at < 8 ? 8 : at + 1); }

  bool operator==(const log_histogram&) const = default;
  std::int64_t count() const {
    std::int64_t n = 0;
    for (const bucket& b : filled) n += b.count;
    return n;
  }
  void merge(const log_histogram& other) {
    std::vector<bucket> all;
    auto a = filled.cbegin(), b = other.filled.cbegin();
    while (a != filled.end() || b != other.filled.end())
      if (b == other.filled.end() || (a != filled.end() && a->at < b->at)) all.push_back(*a++);
      else if (a == filled.end() || b->at < a->at) all.push_back(*b++);
      else all.push_back({a->at, a->count + b->count}), ++a, ++b;
    filled = std::move(all);
  }
  /// The number below which a share (0 to 1) of the numbers lies, by a straight line inside its bucket; 0 of none.
  double percentile(double share) const {
    const double rank = std::clamp(share, 0., 1.) * double(count());
    double before = 0;
    for (const bucket& b : filled) {
      if (before + double(b.count) >= rank)
        return low(b.at) + (high(b.at) - low(b.at)) * std::max(rank - before, 0.) / double(b.count);
      before += double(b.count);
    }
    return filled.empty() ? 0 : high(filled.back().at);
  }

 private:
  static constexpr double edge(int at) {
    const double octave = std::bit_cast<double>(std::uint64_t((at >> 3) - 127 + 1023) << 52);
    return octave * (1 + (at & 7) / 8.);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
