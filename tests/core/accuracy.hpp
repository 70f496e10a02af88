// Distances in units of the last digit, and the same bits for numbers, packs of every width and constant expressions.
#pragma once
#include <array>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <evengrad/core/bits.hpp>
#include <initializer_list>
#include <limits>
#include <vector>

namespace evengrad_test {
namespace eg = evengrad;

/// |y − exact| in units of the last digit of T at the exact value; huge where one of them is NaN, ∞ or a zero of the
/// other sign and the other is not.
template <class T>
double ulps(T y, long double exact) {
  using limits = std::numeric_limits<T>;
  const T rounded = static_cast<T>(exact);
  if (std::isnan(y) || std::isnan(rounded)) return std::isnan(y) && std::isnan(rounded) ? 0 : 1e30;
  if (y == 0 && rounded == 0) return std::signbit(y) == std::signbit(rounded) ? 0 : 1e30;
  if (std::isinf(y) || std::isinf(rounded)) return y == rounded ? 0 : 1e30;
  const long double digit = std::ldexp(1.0L, std::ilogb(exact) - (limits::digits - 1));
  return static_cast<double>(std::fabs(y - exact) / std::fmax(digit, static_cast<long double>(limits::denorm_min())));
}

template <class T>
bool same_bits(T a, T b) {
  return std::memcmp(&a, &b, sizeof(T)) == 0 || (a != a && b != b);
}

// Boost.Test's macros cost much to compile: they stay out of the templates that every function is tried by.
inline void check_at(bool good, double x, double y, double exact) {
  BOOST_TEST_INFO("at " << x << ": " << y << " instead of " << exact);
  BOOST_CHECK(good);
}
inline void check_none_differ(int differ) { BOOST_CHECK_EQUAL(differ, 0); }

/// Numbers between low and high, and then any finite or infinite number or NaN there is.
template <class T>
class samples {
  std::uint64_t state_ = 1;
  std::uint64_t word() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 22) ^ (state_ << 31);
  }

 public:
  T between(T low, T high) { return low + (high - low) * static_cast<T>(static_cast<double>(word() >> 11) * 0x1p-53); }
  T any() { return std::bit_cast<T>(static_cast<typename eg::layout<T>::bits>(word())); }
};

template <class T>
std::vector<T> special_values() {
  using limits = std::numeric_limits<T>;
  std::vector<T> r;
  for (T x : {T(0),
              limits::denorm_min(),
              limits::min(),
              T(1e-30),
              limits::epsilon(),
              T(0.25),
              T(0.5),
              T(0.70710678),
              T(1),
              T(1.41421356),
              T(2),
              T(3),
              T(9),
              T(87.5),
              T(88.722839),
              T(88.7229),
              T(100),
              T(103.9),
              T(104.1),
              T(708.5),
              T(709.78271289338397),
              T(709.79),
              T(744),
              T(746),
              T(1e10),
              limits::max(),
              limits::infinity(),
              limits::quiet_NaN()})
    r.push_back(x), r.push_back(-x);
  return r;
}

/// What a function gave for x: as a number, and the same again from packs of several widths.
template <class T>
struct results {
  std::vector<T> x, number, others[3];
};

/// The largest error, after checking that all results are the same bit by bit and none is far off.
template <class T>
double largest_error(const results<T>& r, long double (*exact)(long double)) {
  double worst = 0;
  int differ = 0;
  for (std::size_t i = 0; i < r.x.size(); ++i) {
    const T y = r.number[i];
    for (const auto& other : r.others) differ += !same_bits(y, other[i]);
    const long double expected = exact(static_cast<long double>(r.x[i]));
    const double e = ulps(y, expected);
    if (e > 1e20) check_at(false, r.x[i], y, static_cast<double>(expected));
    worst = std::fmax(worst, e);
  }
  check_none_differ(differ);
  return worst;
}

template <class T, int N, class F>
std::vector<T> in_packs(F f, const std::vector<T>& x) {
  std::vector<T> y(x.size());
  for (std::size_t i = 0; i < x.size(); i += N) f(eg::pack<T, N>::load(&x[i])).store(&y[i]);
  return y;
}

/// The largest error of f over `count` samples between low and high, as many of any number, and the special values;
/// and every result is the same, bit by bit, from a number, from one lane, from a register's and from more.
template <class T, class F>
double largest_error(F f, long double (*exact)(long double), T low, T high, int count = 6000) {
  // twice a register is tried on float alone, for the time it takes to compile
  constexpr int native = eg::native_lanes<T>, wide = sizeof(T) == 4 ? 2 * (native > 1 ? native : 4) : native;
  results<T> r;
  r.x = special_values<T>();
  samples<T> s;
  for (int i = 0; i < count; ++i) r.x.push_back(s.between(low, high)), r.x.push_back(s.any());
  while (r.x.size() % wide) r.x.push_back(T(1));
  for (T x : r.x) r.number.push_back(f(x));
  r.others[0] = in_packs<T, 1>(f, r.x);
  r.others[1] = in_packs<T, native>(f, r.x);
  r.others[2] = in_packs<T, wide>(f, r.x);
  return largest_error(r, exact);
}

/// f(Low/8), f((Low + 1)/8), … f(High/8) computed by the compiler and again by the program.
template <class T, int Low, int High, class F>
void check_constants(F f) {
  static constexpr auto table = [] {
    std::array<T, High - Low + 1> y{};
    for (int i = Low; i <= High; ++i) y[static_cast<std::size_t>(i - Low)] = F{}(static_cast<T>(i) / 8);
    return y;
  }();
  for (int i = Low; i <= High; ++i) {
    T volatile x = static_cast<T>(i) / 8;
    const T y = f(static_cast<T>(x)), expected = table[static_cast<std::size_t>(i - Low)];
    check_at(y == expected, x, y, expected);
  }
}

}  // namespace evengrad_test
