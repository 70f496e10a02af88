// Powers, magnitudes and extremes, for symbols as for numbers.
#pragma once
#include <evengrad/core/power.hpp>
#include <evengrad/core/sign.hpp>
#include <evengrad/op/select.hpp>

namespace evengrad::inline EVENGRAD_ISA {

constexpr symbol pow(symbol x, symbol y);
constexpr symbol sign(symbol x);

/// x to the power y; the exponent's part of the derivative counts for positive x only, where it exists.
struct pow_op {
  static constexpr std::string_view name = "pow";
  static constexpr auto value(auto x, auto y) { return pow(x, y); }
  static constexpr auto derivative(auto x, auto y, auto power) {
    const decltype(x) zero(0.), one(1.);
    return partials{y * pow(x, y - one), select(x > zero, power * log(select(x > zero, x, one)), zero)};
  }
};
/// The derivative at 0 is 0.
struct abs_op {
  static constexpr std::string_view name = "abs";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x) { return abs(x); }
  static constexpr auto derivative(auto x, auto) { return sign(x); }
};
struct sign_op {
  static constexpr std::string_view name = "sign";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x) { return sign(x); }
  static constexpr auto derivative(auto, auto) { return 0.; }
};
/// Where both are equal the first is taken, in the derivative too.
struct max_op {
  static constexpr std::string_view name = "max";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return max(a, b); }
  static constexpr auto derivative(auto a, auto b, auto) {
    const decltype(a) zero(0.), one(1.);
    return partials{select(a < b, zero, one), select(a < b, one, zero)};
  }
};
struct min_op {
  static constexpr std::string_view name = "min";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b) { return min(a, b); }
  static constexpr auto derivative(auto a, auto b, auto) {
    const decltype(a) zero(0.), one(1.);
    return partials{select(b < a, zero, one), select(b < a, one, zero)};
  }
};
constexpr symbol abs(symbol x) { return map(info<abs_op>, x); }
constexpr symbol sign(symbol x) { return map(info<sign_op>, x); }
constexpr symbol max(symbol a, symbol b) { return map(info<max_op>, a, b); }
constexpr symbol min(symbol a, symbol b) { return map(info<min_op>, a, b); }

/// x², of anything that multiplies.
constexpr auto square(const auto& x) { return x * x; }

/// A whole number as exponent, up to 32, is a product.
constexpr symbol pow(symbol x, symbol y) {
  if (y.g || y.value != double(int(y.value)) || y.value < 1 || y.value > 32) return map(info<pow_op>, x, y);
  symbol power;
  for (int n = int(y.value); n; n >>= 1, x = n ? x * x : x)
    if (n & 1) power = power.g ? power * x : x;
  return power;
}

}  // namespace evengrad::inline EVENGRAD_ISA
