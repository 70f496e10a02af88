// The Euclidean norm of all gradients: in double, in an order that no instruction set changes.
#pragma once
#include <evengrad/core/pack.hpp>

#include <cmath>
#include <cstdint>

namespace evengrad::inline EVENGRAD_ISA {

/// Elements of which one partial sum is made.
inline constexpr std::int64_t norm_chunk = 4096;

/// The sum of squares of up to norm_chunk elements, of every sixteenth one first. Squares of floats are exact in
/// double, so their sum has the same bits with and without fused multiply-add.
template <class T>
double sum_of_squares(const T* g, std::int64_t n) {
  constexpr int lanes = native_lanes<double> < 16 ? native_lanes<double> : 16, packs = 16 / lanes;
  using P = pack<double, lanes>;
  P sum[packs];
  for (P& s : sum) s = P(0.);
  std::int64_t i = 0;
  for (; i + 16 <= n; i += 16)
    for (int p = 0; p < packs; ++p) {
      P x;
      if constexpr (lanes == 1) x = P(double(g[i + p]));
      else {
        typename vector_of<T, lanes>::type v;
        __builtin_memcpy(&v, g + i + p * lanes, sizeof v);
        x.v = __builtin_convertvector(v, typename P::vector);
      }
      sum[p] += x * x;
    }
  double part[16];
  for (int p = 0; p < packs; ++p) sum[p].store(part + p * lanes);
  for (int p = 0; i + p < n; ++p) part[p] += double(g[i + p]) * double(g[i + p]);
  for (int half = 8; half > 0; half /= 2)
    for (int p = 0; p < half; ++p) part[p] += part[p + half];
  return part[0];
}

/// √Σ g² of n elements, chunk after chunk.
template <class T>
double norm_of(const T* g, std::int64_t n) {
  double total = 0;
  for (std::int64_t i = 0; i < n; i += norm_chunk)
    total += sum_of_squares(g + i, n - i < norm_chunk ? n - i : norm_chunk);
  return std::sqrt(total);
}

}  // namespace evengrad::inline EVENGRAD_ISA
