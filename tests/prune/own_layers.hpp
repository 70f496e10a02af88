// Layers that are not of the library, for headers that are written, compiled and run.
#pragma once
#include <evengrad/layer/layer.hpp>
#include <evengrad/prune/spelled_type.hpp>

namespace mine {

/// x times a number that its object holds.
struct factor : evengrad::layer {
  static constexpr std::string_view name = "times";
  float number;
  constexpr explicit factor(float f) : number(f) {}
  constexpr evengrad::symbol formula(evengrad::symbol x) const { return x * double(number); }
};
/// The same, and says how it is written.
struct times : factor {
  using factor::factor;
  std::string written() const { return "mine::times(" + evengrad::spelled_number(double(number)) + ")"; }
};
/// A rule with the word lambda in its name.
struct lambda_rule {
  static constexpr std::string_view name = "lambda_rule";
  static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto derivative(auto x, auto) { return 3. * x * x; }
};

}  // namespace mine
