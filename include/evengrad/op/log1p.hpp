// log(1 + x) and e^x − 1, exact where x is small, for symbols as for numbers.
#pragma once
#include <evengrad/op/exponential.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct log1p_op {
  static constexpr std::string_view name = "log1p";
  static constexpr auto value(auto x) { return log1p(x); }
  static constexpr auto derivative(auto x, auto) { return 1. / (1. + x); }
};
struct expm1_op {
  static constexpr std::string_view name = "expm1";
  static constexpr auto value(auto x) { return expm1(x); }
  static constexpr auto derivative(auto, auto y) { return y + 1.; }
};
constexpr symbol log1p(symbol x) { return map(info<log1p_op>, x); }
constexpr symbol expm1(symbol x) { return map(info<expm1_op>, x); }

}  // namespace evengrad::inline EVENGRAD_ISA
