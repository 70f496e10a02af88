// Layers that are not of the library, for headers that are written, compiled and run.
#pragma once
#include <evengrad/layer/layer.hpp>
#include <evengrad/prune/spelled_type.hpp>

namespace mine {

/// x times a number that its object holds; it says how it is written.
struct times : evengrad::layer {
  static constexpr std::string_view name = "times";
  float factor;
  constexpr explicit times(float f) : factor(f) {}
  constexpr evengrad::symbol formula(evengrad::symbol x) const { return x * double(factor); }
  std::string written() const { return "mine::times(" + evengrad::spelled_number(double(factor)) + ")"; }
};
/// A rule with the word lambda in its name.
struct lambda_rule {
  static constexpr std::string_view name = "lambda_rule";
  static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto derivative(auto x, auto) { return 3. * x * x; }
};

}  // namespace mine
