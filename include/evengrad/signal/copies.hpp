// Many copies of a block: the first are followed one by one, the others by the law that these show.
#pragma once
#include <evengrad/core/exp.hpp>
#include <evengrad/core/log.hpp>
#include <evengrad/mean_field/propagate.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A sequence that goes on as it did: its differences grow or shrink by their last ratio. Exact for arithmetic and
/// geometric growth and for what settles geometrically.
struct continued {
  double before = 0, last = 0, difference = 0;
  int count = 0;
  bool steady = false;  // the ratio is that of the step before
  constexpr void push(double x) {
    const double d = count ? x - last : 0, noise = 1e-9 * (x < 0 ? -x : x);
    const double r = ratio();
    before = difference, difference = d < noise && -d < noise ? 0 : d, last = x, ++count;
    const double change = ratio() - r;
    steady = difference == 0 || (before != 0 && change < 0.05 && change > -0.05);
  }
  constexpr double ratio() const { return count > 2 && before != 0 ? difference / before : 1; }
  /// 1 + r + … + r^(n − 1).
  static constexpr double geometric_sum(double r, double n) {
    const double d = r - 1;
    if (d < 1e-9 && d > -1e-9) return n;
    return (power(r, n) - 1) / d;
  }
  /// The element n places behind the last.
  constexpr double after(double n) const {
    const double r = ratio();
    return difference == 0 || n == 0 || !steady ? last : last + difference * r * geometric_sum(r, n);
  }
  /// The sum of the n elements behind the last.
  constexpr double sum_after(double n) const {
    const double r = ratio(), d = r - 1;
    if (difference == 0 || !steady) return n * last;
    if (d < 1e-9 && d > -1e-9) return n * last + difference * n * (n + 1) / 2;
    return n * last + difference * r * (n - r * geometric_sum(r, n)) / -d;
  }
  static constexpr double power(double r, double n) {
    if (r == 0) return 0;
    const double size = exp(n * log(r < 0 ? -r : r));
    return r < 0 && int(n) % 2 ? -size : size;
  }
};

/// `body(moments)` is a block's call_signal for one copy.
template <class Body>
constexpr call_signal through_copies(const Body& body, const signal_moments& in, int count) {
  constexpr int first = 8, most = 48;
  continued mean, second, across, gain;
  signal_moments m = in;
  double all = 0;
  int followed = 0;
  for (bool steady = false; followed < count && (followed < first || (!steady && followed < most)); ++followed) {
    const call_signal s = body(m);
    const double g = s.gain > 0 ? log(s.gain) : -1e3;
    m = s.out, all += g;
    mean.push(m.mean), second.push(m.second), across.push(m.across), gain.push(g);
    steady = mean.steady && second.steady && across.steady && gain.steady;
  }
  if (const int more = count - followed; more > 0) {
    m = {mean.after(more), second.after(more), across.after(more)};
    const double square = m.mean * m.mean;  // each law is followed by itself, so that they need not fit together
    if (!(m.second > square)) m.second = square;
    m.across = m.across > m.second ? m.second : m.across < square - m.variance() ? square : m.across;
    all += gain.sum_after(more);
  }
  return {m, all > 700 ? 1e304 : exp(all)};
}

}  // namespace evengrad::inline EVENGRAD_ISA
