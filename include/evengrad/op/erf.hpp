// The error function and the distribution function of the standard normal law, for symbols as for numbers.
#pragma once
#include <evengrad/core/erf.hpp>
#include <evengrad/core/normal.hpp>
#include <evengrad/op/exponential.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct erf_op {
  static constexpr std::string_view name = "erf";
  static constexpr auto value(auto x) { return erf(x); }
  static constexpr auto derivative(auto x, auto) { return 1.1283791670955126 * exp(-(x * x)); }  // 2/√π
};
struct normal_cdf_op {
  static constexpr std::string_view name = "normal_cdf";
  static constexpr auto value(auto x) { return normal_cdf(x); }
  static constexpr auto derivative(auto x, auto) { return 0.3989422804014327 * exp(-0.5 * (x * x)); }  // 1/√2π
};
constexpr symbol erf(symbol x) { return map(info<erf_op>, x); }
constexpr symbol normal_cdf(symbol x) { return map(info<normal_cdf_op>, x); }

}  // namespace evengrad::inline EVENGRAD_ISA
