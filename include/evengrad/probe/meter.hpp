// Measures many numbers in one pass: moments of blocks that fit the first cache, and counts by the upper bits.
#pragma once
#include <evengrad/core/pack.hpp>
#include <evengrad/core/panel.hpp>
#include <evengrad/probe/figures.hpp>

#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// `expect` so many numbers, `add` them in any parts, `take` their figures. Moments and extremes count every
/// finite number. The histogram counts all of up to `counted` numbers; of more, one group of sixteen in each so many,
/// from places that follow the golden ratio, so that no period of the data is met.
template <class T>
class meter {
  static constexpr int block = 1024, group = 16, tables = 4, cells = 4096;
  static constexpr int lanes = native_lanes<T> < group ? native_lanes<T> : group;
  using P = pack<T, lanes>;

  T kept_[block];
  int filled_ = 0;
  std::int64_t groups_ = 0, next_ = 0, every_ = 1,
               turn_ = 0;  // of the histogram: seen, the next to count, one of how many
  spread_of_many all_;
  std::vector<std::uint16_t> counts_ = std::vector<std::uint16_t>(std::size_t(tables * cells), 0);

  static float as_float(T x) {
    if constexpr (std::is_same_v<T, float>) return x;
    else {
      constexpr T most = T(std::numeric_limits<float>::max());
      return x - x == T(0) ? float(x > most ? most : x < -most ? -most : x) : float(x);
    }
  }
  static void count(const T* p, int n, std::uint16_t* to) {
    for (int i = 0; i < n; ++i)
      ++to[(i & (tables - 1)) * cells + int(std::bit_cast<std::uint32_t>(as_float(p[i])) >> 20)];
  }
  /// Of the groups of a block, those whose turn it is.
  void count_groups(const T* p, int n) {
    const std::int64_t here = (n + group - 1) / group;
    while (next_ < groups_ + here) {
      const int at = int(next_ - groups_) * group;
      count(p + at, n - at < group ? n - at : group, counts_.data());
      ++turn_;
      if (every_ == 1) ++next_;
      else
        next_ = turn_ * every_ + std::int64_t((std::uint64_t(turn_) * 40503u & 65535u) * std::uint64_t(every_) >> 16);
    }
    groups_ += here;
  }
  static spread_of_many one_by_one(const T* p, int n) {
    spread_of_many s;
    for (int i = 0; i < n; ++i)
      if (const double x = double(p[i]); x - x != 0) ++s.not_finite;
      else s.merge({.count = 1, .mean = x, .smallest = x, .largest = x});
    return s;
  }
  /// Of finite numbers that are about as large as `apart`: their differences times a power of two are about 1, so that
  /// no square is too large or too small for the type.
  static T scale_of(T apart) {
    int exponent = 0;
    std::frexp(apart, &exponent);
    constexpr int most = std::numeric_limits<T>::max_exponent - 2;
    return std::ldexp(T(1), -exponent > most ? most : -exponent < -most ? -most : -exponent);
  }
  /// Whole packs; those behind n repeat the first number.
  static spread_of_many moments_of(const T* p, int n) {
    const int packs = (n + lanes - 1) / lanes, more = packs * lanes - n;
    P sum[4]{P(T(0)), P(T(0)), P(T(0)), P(T(0))}, low = P::load(p), high = low;
    auto each = [&](auto f) __attribute__((always_inline)) {
      int i = 0;
      for (; i + 4 <= packs; i += 4)
        f(0, P::load(p + i * lanes)), f(1, P::load(p + (i + 1) * lanes)), f(2, P::load(p + (i + 2) * lanes)),
            f(3, P::load(p + (i + 3) * lanes));
      for (; i < packs; ++i) f(0, P::load(p + i * lanes));
    };
    each([&](int k, P x) __attribute__((always_inline)) {
      sum[k] += x;
      low = select(x < low, x, low), high = select(x > high, x, high);
    });
    auto total = [](const P* s) { return double(evengrad::sum(P(P(s[0] + s[1]) + P(s[2] + s[3])))); };
    const T lowest = -largest(P(-low)), highest = largest(high), mean = T((total(sum) - more * double(p[0])) / n),
            up = highest - mean, down = mean - lowest, apart = up > down ? up : down;
    if (!(apart - apart == T(0))) return one_by_one(p, n);
    const T scale = scale_of(apart);
    P off[4]{P(T(0)), P(T(0)), P(T(0)), P(T(0))}, square[4]{off[0], off[0], off[0], off[0]};
    each([&](int k, P x) __attribute__((always_inline)) {
      const P d = P(x - P(mean)) * P(scale);
      off[k] += d, square[k] += P(d * d);
    });
    const double first = double((p[0] - mean) * scale);
    const double o = total(off) - more * first, q = total(square) - more * first * first;
    if (!(q - q == 0)) return one_by_one(p, n);
    const double squares = q - o * o / n;
    return {.count = n,
            .mean = double(mean) + o / double(scale) / n,
            .squares = squares > 0 ? squares / double(scale) / double(scale) : 0,
            .smallest = double(lowest),
            .largest = double(highest)};
  }
  void measure(const T* p, int n) { all_.merge(moments_of(p, n)), count_groups(p, n); }
  void measure_kept() {
    if (filled_ == 0) return;
    for (int i = filled_; i < (filled_ + lanes - 1) / lanes * lanes; ++i) kept_[i] = kept_[0];
    measure(kept_, filled_);
    filled_ = 0;
  }
  /// Of one exponent and sign: what the tables have counted there.
  std::int64_t taken(int cell) {
    std::int64_t n = 0;
    for (int t = 0; t < tables; ++t) n += std::exchange(counts_[std::size_t(t * cells + cell)], std::uint16_t(0));
    return n;
  }
  bool any_of(int cell) const {
    std::uint16_t any = 0;
    for (int t = 0; t < tables; ++t)
      for (int i = 0; i < group; ++i) any = std::uint16_t(any | counts_[std::size_t(t * cells + cell + i)]);
    return any != 0;
  }
  log_histogram histogram() {
    constexpr int half = cells / 2;
    log_histogram h;
    auto keep = [&](int at, std::int64_t n) {
      if (n == 0 || at >= log_histogram::buckets || -1 - at >= log_histogram::buckets) return;
      if (!h.filled.empty() && h.filled.back().at == at) h.filled.back().count += n;
      else h.filled.push_back({at, n});
    };
    for (int c = half - group; c >= 0; c -= group)
      if (any_of(half + c))
        for (int i = c + group - 1; i >= c; --i) keep(i < 8 ? 0 : -1 - i, taken(half + i));
    for (int c = 0; c < half; c += group)
      if (any_of(c))
        for (int i = c; i < c + group; ++i) keep(i < 8 ? 0 : i, taken(i));
    return h;
  }

 public:
  /// So many numbers are counted by the histogram at least, where there are as many.
  static constexpr std::int64_t counted = 8192;

  void expect(std::int64_t n) { every_ = n <= counted ? 1 : n / counted; }
  void add(const T* p, std::int64_t n) {
    while (n > 0) {
      int k = block;
      if (filled_ == 0 && n >= block) measure(p, block);
      else {
        k = n < block - filled_ ? int(n) : block - filled_;
        std::memcpy(kept_ + filled_, p, sizeof(T) * std::size_t(k));
        if ((filled_ += k) == block) measure_kept();
      }
      p += k, n -= k;
    }
  }
  /// The same, and copies them: each is read once.
  void add_copying(const T* p, std::int64_t n, T* to) {
    for (std::int64_t at = 0; at < n; at += block) {
      const std::int64_t k = n - at < block ? n - at : block;
      std::memcpy(to + at, p + at, sizeof(T) * std::size_t(k));
      add(p + at, k);
    }
  }
  /// after − before.
  void add_differences(const T* after, const T* before, std::int64_t n) {
    while (n > 0) {
      const int k = n < block - filled_ ? int(n) : block - filled_;
      for (int i = 0; i < k; ++i) kept_[filled_ + i] = after[i] - before[i];
      if ((filled_ += k) == block) measure_kept();
      after += k, before += k, n -= k;
    }
  }
  figures take() {
    measure_kept();
    figures f;
    static_cast<spread_of_many&>(f) = std::exchange(all_, {});
    f.histogram = histogram();
    groups_ = next_ = turn_ = 0, every_ = 1;
    return f;
  }
};

/// The parts of a matrix in panels that are numbers and no padding: each(begin, count).
template <class F>
void each_run(std::int64_t lines, std::int64_t columns, F each) {
  const std::int64_t rest = columns % panel_width, whole = lines * (columns - rest);
  if (whole > 0) each(std::int64_t(0), whole);
  if (rest > 0)
    for (std::int64_t l = 0; l < lines; ++l) each(whole + l * panel_width, rest);
}

}  // namespace evengrad::inline EVENGRAD_ISA
