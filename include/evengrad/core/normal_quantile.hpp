// The quantile function of the normal distribution, with the same bits for every compiler and instruction set.
#pragma once
#include <bit>
#include <concepts>
#include <cstdint>
#include <evengrad/core/isa.hpp>
#include <type_traits>

namespace evengrad::inline EVENGRAD_ISA {

/// A product that no compiler may fuse with the sum it goes into: fused and unfused round differently.
constexpr double rounded(double product) {
  if (!std::is_constant_evaluated()) asm("" : "+m"(product));
  return product;
}

template <std::same_as<double>... Coefficient>
constexpr double rounded_polynomial(double x, Coefficient... from_highest) {
  double sum = 0;
  ((sum = rounded(sum * x) + from_highest), ...);
  return sum;
}

/// The square root of -log(p) for p in (0, 0.1).
constexpr double root_of_log(double p) {
  const auto bits = std::bit_cast<std::uint64_t>(p);
  const double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFull) | 0x3FF0000000000000ull);  // p = m 2^e, 1 <= m < 2
  const double t = (m - 1.5) / (m + 1.5), t2 = t * t;                                           // |t| <= 1/5
  const double log_m =
      0.405465108108164382 + rounded(2 * t * rounded_polynomial(t2, 1. / 11, 1. / 9, 1. / 7, 1. / 5, 1. / 3, 1.));
  const double x = rounded((1023 - static_cast<double>(bits >> 52)) * 0.693147180559945309) - log_m;
  double root = 1 + x / 4;
  for (int i = 0; i < 6; ++i) root = (root + x / root) / 2;
  return root;
}

/// The quantile of the standard normal distribution at (word + 1/2) / 2^32, to one part in 10^6, the same bits for
/// every compiler (Wichura, algorithm AS 241, PPND7, Applied Statistics 37, 1988).
constexpr float normal_quantile(std::uint32_t word) {
  const bool upper = word >> 31;
  const double p = (static_cast<double>(upper ? ~word : word) + 0.5) * 0x1p-32;  // of the lower tail, exact
  const double q = p - 0.5;
  double z;
  if (q >= -0.425) {
    const double r = 0.180625 - rounded(q * q);
    z = q * rounded_polynomial(r, 59.109374720, 159.29113202, 50.434271938, 3.3871327179) /
        rounded_polynomial(r, 67.187563600, 78.757757664, 17.895169469, 1.);
  } else {
    const double root = root_of_log(p), r = root - 1.6;  // PPND7 has a third branch from root 5 on: p < 2^-36, not met
    z = -rounded_polynomial(r, 0.17023821103, 1.3067284816, 2.7568153900, 1.4234372777) /
        rounded_polynomial(r, 0.12021132975, 0.73700164250, 1.);
  }
  return static_cast<float>(upper ? -z : z);
}

}  // namespace evengrad::inline EVENGRAD_ISA
