// Cross entropy that charges for being sure (Pereyra, Tucker, Chorowski, Kaiser & Hinton 2017, section 3).
#pragma once
#include <evengrad/loss/cross_entropy.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <int Numerator, int Denominator>
concept the_charge_is_not_negative = Numerator >= 0 && Denominator > 0;

template <int Numerator, int Denominator>
struct confidence_penalty_t : by_index {
  static constexpr symbol formula(symbol y, symbol target) {
    constexpr double beta = double(Numerator) / Denominator;
    const symbol d = y - detach(largest(y)), power = exp(d), all = sum(power);
    // H = log Σ eᵈ − Σ d eᵈ / Σ eᵈ
    return (1 - beta) * log(all) + beta * (sum(d * power) / all) - sum(d * equal(column_index(y), target));
  }
};
/// −log p[target] − β H(p), where p = softmax(y), H(p) = −Σ p log p is its entropy, β = Numerator / Denominator and the
/// target is the index of the class. It can be negative, by β log(classes) at most.
template <int Numerator = 1, int Denominator = 10>
requires the_charge_is_not_negative<Numerator, Denominator>
inline constexpr confidence_penalty_t<Numerator, Denominator> confidence_penalty;

}  // namespace evengrad::inline EVENGRAD_ISA
