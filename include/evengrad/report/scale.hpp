// From a value to its place on an axis: linear, by orders of magnitude, or linear near zero and by magnitude far out.
#pragma once
#include <evengrad/report/markup.hpp>

#include <algorithm>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA::report {

/// A mark on an axis.
struct tick {
  double value;
  std::string label;
};

class scale {
  enum class way { linear, logarithm, symmetric } by = way::linear;
  double low_ = 0, high_ = 1, bend_ = 1;

  scale(way by, double low, double high, double bend = 1) : by(by), low_(low), high_(high), bend_(bend) {}
  double along(double x) const {
    return by == way::linear ? x : by == way::logarithm ? std::log10(x) : std::asinh(x / bend_);
  }
  /// 1, 2 or 5 times a power of ten, so that at most `most` of them fit.
  static double round_step(double length, int most) {
    const double raw = length / most, ten = std::pow(10., std::floor(std::log10(raw)));
    const double lead = raw / ten;
    return ten * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
  }
  static std::string signed_text(double x) { return x < 0 ? "−" + value_text(-x) : value_text(x == 0 ? 0 : x); }
  static double finite_or(double x, double instead) { return x - x == 0 ? std::clamp(x, -1e300, 1e300) : instead; }

 public:
  /// Bounds as they are given; a range that is empty, or so narrow that steps along it are lost in rounding, is
  /// widened.
  static scale between(double low, double high) {
    low = finite_or(low, 0), high = finite_or(high, low + 1);
    const double size = std::max(std::fabs(low), std::fabs(high));
    if (!(high - low > std::max(1e-9 * size, 1e-300))) {
      const double half = size > 1e-290 ? size / 2 : 0.5;
      low -= half, high = low + 2 * half;
    }
    return {way::linear, low, high};
  }
  /// Bounds are moved out to round numbers.
  static scale linear(double low, double high, int most = 5) {
    const scale s = between(low, high);
    const double step = round_step(s.high_ - s.low_, most);
    return {way::linear, std::floor(s.low_ / step + 1e-9) * step, std::ceil(s.high_ / step - 1e-9) * step};
  }
  /// Whole orders of magnitude, at least `decades` of them.
  static scale logarithm(double low, double high, int decades = 1) {
    low = finite_or(low, 1), high = finite_or(high, 1);
    if (!(low > 0)) low = high > 0 ? high : 1;
    low = std::max(low, 1e-300);
    double a = std::floor(std::log10(low) + 1e-9), b = std::ceil(std::log10(std::max(low, high)) - 1e-9);
    while (b - a < decades) (std::log10(low) - a < b - std::log10(high) ? --a : ++b);
    return {way::logarithm, std::pow(10., a), std::pow(10., b)};
  }
  /// From the one to the other, at least so many orders of magnitude.
  static scale magnitudes(double low, double high, double decades) {
    const double more = std::max(0., decades - std::log10(high / low)) / 2;
    return {way::logarithm, low * std::pow(10., -more), high * std::pow(10., more)};
  }
  /// From -reach to reach; linear up to about `bend`, which half of the values should not exceed, and by orders of
  /// magnitude from there on.
  static scale symmetric(double reach, double bend) {
    reach = finite_or(reach, 1);
    if (!(reach > 0)) reach = 1;
    if (!(bend > 0) || bend - bend != 0) bend = reach;
    if (reach <= 8 * bend) return linear(-reach, reach, 4);
    return {way::symmetric, -reach, reach, bend};
  }
  double low() const { return low_; }
  double high() const { return high_; }
  bool is_logarithmic() const { return by == way::logarithm; }

  /// 0 at the lower bound, 1 at the upper; beyond the bounds what is next to them.
  double at(double x) const {
    if (by == way::logarithm && !(x > 0)) return 0;
    return std::clamp((along(x) - along(low_)) / (along(high_) - along(low_)), 0., 1.);
  }
  /// The value at a place between 0 and 1.
  double value_at(double place) const {
    const double t = along(low_) + place * (along(high_) - along(low_));
    return by == way::linear ? t : by == way::logarithm ? std::pow(10., t) : bend_ * std::sinh(t);
  }

  /// Round numbers, about as many as asked for.
  std::vector<tick> ticks(int most = 5) const {
    std::vector<tick> all;
    if (by == way::linear) {
      const double step = round_step(high_ - low_, most + 1);
      const double first = std::ceil(low_ / step - 1e-6);
      for (int i = 0; i <= most + 2; ++i)
        if (const double x = (first + i) * step; x <= high_ + 1e-6 * step) all.push_back({x, signed_text(x)});
    } else if (by == way::logarithm) {
      const int a = int(std::lround(std::ceil(std::log10(low_) - 1e-6))),
                b = int(std::lround(std::floor(std::log10(high_) + 1e-6)));
      const int step = std::max(1, (b - a + most - 1) / std::max(1, most));
      for (int e = a; e <= b; e += step) all.push_back({std::pow(10., e), power_of_ten(e)});
    } else {
      all.push_back({0, "0"});
      const int b = int(std::floor(std::log10(high_))), a = int(std::ceil(std::log10(2 * bend_)));
      const int step = std::max(1, (b - a + 2) / 2);
      double outer = 1;  // marks keep their distance from the last one, and from 0 in the middle
      for (int e = b; e >= a; e -= step) {
        const double place = at(std::pow(10., e));
        if (place - 0.5 < 0.5 / most || outer - place < (e == b ? 0 : 0.5 / most)) continue;
        outer = place;
        for (const double sign : {-1., 1.})
          all.push_back({sign * std::pow(10., e), (sign < 0 ? "−" : "") + power_of_ten(e)});
      }
    }
    return all;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA::report
