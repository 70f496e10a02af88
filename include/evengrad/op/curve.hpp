// What an activation does to signals, from its own definition: slope and bend, the largest slope, kinks, and where it
// is nearly a straight line.
#pragma once
#include <evengrad/core/dual.hpp>
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// a(x), a'(x) and a''(x).
struct curve_point {
  double value, slope, bend;
};
/// Of any function that takes numbers of every kind, such as `eg::gelu` or `eg::elu(0.5)`, by dual numbers of dual
/// numbers: no rule but that of the value. At a kink slope and bend are those that the function states.
template <class F>
constexpr curve_point curve_at(const F& a, double x) {
  using number = dual<dual<double>>;
  const number y = a(number{dual<double>{x, 1}, dual<double>{1, 0}});
  return {y.value.value, y.value.derivative, y.derivative.derivative};
}

/// Real numbers from `low` to `high`, which may be infinite.
struct interval {
  double low = 0, high = 0;
  constexpr bool contains(double x) const { return low <= x && x <= high; }
  constexpr bool operator==(const interval&) const = default;
};
/// The first 32 of something, in ascending order.
template <class T>
struct few {
  T of[32]{};
  int n = 0;
  constexpr void push(const T& x) {
    if (n < 32) of[n++] = x;
  }
  constexpr int size() const { return n; }
  constexpr const T& operator[](int i) const { return of[i]; }
  constexpr const T* begin() const { return of; }
  constexpr const T* end() const { return of + n; }
};

/// A function between −16 and 16, at so many points a unit; beyond, it is taken to go on as it does there.
struct curve_samples {
  static constexpr int reach = 16, each = 4, points = 2 * reach * each;
  curve_point at[points]{};
  /// Points lie between the multiples of ¼, and so beside the kinks of whatever is usually written.
  static constexpr double place(int i) { return -reach + (i + 0.5) / each; }
};
template <class F>
constexpr curve_samples sampled(const F& a) {
  curve_samples s;
  for (int i = 0; i < s.points; ++i) s.at[i] = curve_at(a, s.place(i));
  return s;
}

namespace curve {
constexpr double size(double x) { return x < 0 ? -x : x; }
/// To 2^-30: a kink at 0 is found at 0.
constexpr double rounded(double x) { return double((long long)(x * 0x1p30 + (x < 0 ? -0.5 : 0.5))) * 0x1p-30; }
/// Where f changes its sign between x and y, in the middle and by the chord in turns.
template <class F>
constexpr double border(const F& f, double x, double y) {
  double at_x = f(x), at_y = f(y);
  for (int i = 0; i < 66 && size(y - x) > 0x1p-34; ++i) {
    const double z = i % 2 ? (x + y) / 2 : (x * at_y - y * at_x) / (at_y - at_x), at_z = f(z);
    if (size(at_z) < 1e-13) return rounded(z);
    if ((at_z < 0) == (at_x < 0)) x = z, at_x = at_z;
    else y = z, at_y = at_z;
  }
  return rounded((x + y) / 2);
}
}  // namespace curve

/// The largest |a'(x)| over |x| ≤ 64: sigmoid ¼, tanh 1, gelu 1.129. Signals on their way back shrink by it or more.
template <class F>
constexpr double max_slope_of(const F& a, const curve_samples& s) {
  double best = 0, at = 0;
  const auto look = [&](double x) {
    const double slope = curve::size(a(dual<double>{x, 1}).derivative);
    if (slope > best * (1 + 1e-12)) best = slope, at = x;  // no more than rounding: ¼ is ¼
    return slope;
  };
  for (const double x : {-64., 64., -32., 32.}) look(x);
  for (int i = 0; i < s.points; ++i)
    if (const double slope = curve::size(s.at[i].slope); slope > best * (1 + 1e-12)) best = slope, at = s.place(i);
  const double middle = at;
  for (const double x : {middle - 0.125, middle + 0.125}) look(x);
  double low = middle - 0.25, high = middle + 0.25, left = low + 0.381966 * 0.5, right = low + 0.618034 * 0.5;
  double at_left = look(left), at_right = look(right);
  for (int i = 0; i < 55; ++i)  // by the golden section
    if (at_left < at_right) {
      low = left, left = right, at_left = at_right;
      at_right = look(right = low + 0.618034 * (high - low));
    } else {
      high = right, right = left, at_right = at_left;
      at_left = look(left = low + 0.381966 * (high - low));
    }
  return best;
}
template <class F>
constexpr double max_slope_of(const F& a) {
  return max_slope_of(a, sampled(a));
}

/// Where the slope jumps: 0 of relu, ±1 of hard_tanh. Of two within ¼ one is found, and none below a thousandth.
template <class F>
constexpr few<double> kinks_of(const F& a, const curve_samples& s) {
  // What the slopes differ by more than the bends between them explain.
  const auto jump = [](const curve_point& p, const curve_point& q, double width) {
    return curve::size(q.slope - p.slope - width * (p.bend + q.bend) / 2);
  };
  few<double> found;
  for (int i = 0; i + 1 < s.points; ++i) {
    double low = s.place(i), high = s.place(i + 1), left = jump(s.at[i], s.at[i + 1], high - low), right = left;
    if (left < 1e-3) continue;
    curve_point p = s.at[i], q = s.at[i + 1];
    for (int n = 0; n < 36 && (left > 5e-4 || right > 5e-4); ++n) {
      const double middle = (low + high) / 2;
      const curve_point m = curve_at(a, middle);
      left = jump(p, m, middle - low), right = jump(m, q, high - middle);
      if (left < right) low = middle, p = m;
      else high = middle, q = m;
    }
    if (left > 5e-4 || right > 5e-4) found.push(curve::rounded(low));
  }
  return found;
}
template <class F>
constexpr few<double> kinks_of(const F& a) {
  return kinks_of(a, sampled(a));
}

/// Where |a''(x)| is below a bound, kinks left out: between them a stack of layers does little more than one. Sigmoid:
/// |x| < 0.16 and |x| > 3.83. A zone that is narrower than ¼ is found where a'' changes its sign in it.
template <class F>
constexpr few<interval> near_linear_of(const F& a, double below, const curve_samples& s, const few<double>& kinks) {
  const double everywhere = __builtin_inf();
  const auto bend = [&a](double x) { return curve_at(a, x).bend; };
  const auto excess = [&](double x) { return curve::size(bend(x)) - below; };
  few<interval> found;
  double low = -everywhere;
  int kink = 0;
  for (int i = 1; i < s.points; ++i) {
    const double x = s.place(i - 1), y = s.place(i), b = s.at[i - 1].bend, c = s.at[i].bend;
    const bool from = curve::size(b) < below, to = curve::size(c) < below;
    const bool breaks = kink < kinks.size() && kinks[kink] < y;
    if (from && to && breaks) found.push({low, kinks[kink]}), low = kinks[kink];
    else if (from && !to) found.push({low, curve::border(excess, x, y)});
    else if (!from && to) low = curve::border(excess, x, y);
    else if (!from && !to && (b < 0) != (c < 0) && !breaks)
      if (const double root = curve::border(bend, x, y); excess(root) < 0) {
        const interval zone{curve::border(excess, x, root), curve::border(excess, root, y)};
        if (zone.high - zone.low > 1e-6) found.push(zone);  // a jump through 0 is none
      }
    kink += breaks;
  }
  if (curve::size(s.at[s.points - 1].bend) < below) found.push({low, everywhere});
  return found;
}
template <class F>
constexpr few<interval> near_linear_of(const F& a, double below = 0.02) {
  const curve_samples s = sampled(a);
  return near_linear_of(a, below, s, kinks_of(a, s));
}

/// The same of an op, as constants, `eg::max_slope<eg::gelu_op>`; each in steps that compilers allow.
template <class Op>
inline constexpr curve_samples samples_of = sampled(elementwise<Op>{});
template <class Op>
inline constexpr double max_slope = max_slope_of(elementwise<Op>{}, samples_of<Op>);
template <class Op>
inline constexpr few<double> kinks = kinks_of(elementwise<Op>{}, samples_of<Op>);
template <class Op>
inline constexpr few<interval> near_linear = near_linear_of(elementwise<Op>{}, 0.02, samples_of<Op>, kinks<Op>);

}  // namespace evengrad::inline EVENGRAD_ISA
