// a·b + c in one instruction, rounded once, where the target has one; a product and a sum elsewhere.
#pragma once
#include <evengrad/core/bits.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// Rounded to odd, a sum may be rounded again to fewer digits without harm (Boldo, Melquiond 2008).
constexpr double sum_rounded_to_odd(double a, double b) {
  const double s = a + b, t = s - a, error = (a - (s - t)) + (b - t);
  const auto bits = to_bits(s);
  if (error == 0 || bits & 1) return s;
  return from_bits<double>((error > 0) == (s > 0) ? bits + 1 : bits - 1);
}

constexpr float fma_constant(float a, float b, float c) {
  const double p = double(a) * double(b), size = c < 0 ? -double(c) : double(c);
  return float(size < 0x1p129 && p < 0x1p300 && p > -0x1p300 ? sum_rounded_to_odd(p, double(c)) : p + double(c));
}

constexpr double fma_constant(double a, double b, double c) {
  const double p = a * b, size = p < 0 ? -p : p, other = c < 0 ? -c : c;
  const bool splits = size > 0x1p-900 && size < 0x1p900 && other < 0x1p900 && a < 0x1p900 && b < 0x1p900 &&
                      a > -0x1p900 && b > -0x1p900;
  if (!splits) return p + c;
  const double as = 0x1.0000002p27 * a, ah = as - (as - a), al = a - ah;
  const double bs = 0x1.0000002p27 * b, bh = bs - (bs - b), bl = b - bh;
  const double low = al * bl - (((p - ah * bh) - al * bh) - ah * bl);  // the product is p + low (Dekker)
  const double th = c + low, t = th - c, tl = (c - (th - t)) + (low - t);
  const double v = p + th, w = v - p, vl = (p - (v - w)) + (th - w);
  return v + sum_rounded_to_odd(tl, vl);
}

/// a·b + c for numbers and packs. Run time and constant expressions give the same bits, except that a `double` constant
/// expression rounds twice where a product is beyond 2^±900, and a pack of several numbers always: constant expressions
/// take such packs where many numbers are asked for and their last bits are not.
EVENGRAD_INLINE constexpr float fma(float a, float b, float c) {
#if EVENGRAD_FMA
  if (__builtin_is_constant_evaluated()) return fma_constant(a, b, c);
  return __builtin_fmaf(a, b, c);
#else
  return a * b + c;
#endif
}
EVENGRAD_INLINE constexpr double fma(double a, double b, double c) {
#if EVENGRAD_FMA
  if (__builtin_is_constant_evaluated()) return fma_constant(a, b, c);
  return __builtin_fma(a, b, c);
#else
  return a * b + c;
#endif
}

/// The two halves of a pack that is wider than a register, each through f, joined again.
template <class T, int N, class F, class... P>
EVENGRAD_INLINE pack<T, N> by_halves(F f, P... p) {
  using half = pack<T, N / 2>;
  const half low = f(half(lanes_from<0>(p.v, first_indices<N / 2>{}))...),
             high = f(half(lanes_from<N / 2>(p.v, first_indices<N / 2>{}))...);
  return [&]<int... I>(lane_indices<I...>) __attribute__((always_inline)) {
    return pack<T, N>(__builtin_shufflevector(low.v, high.v, I...));
  }
  (first_indices<N>{});
}

template <real T, int N>
EVENGRAD_INLINE constexpr pack<T, N> fma(pack<T, N> a, pack<T, N> b, pack<T, N> c) {
  if constexpr (N == 1) return fma(a.v, b.v, c.v);
  else if (!has_fma || __builtin_is_constant_evaluated()) return a * b + c;
  else if constexpr (N * sizeof(T) > vector_bytes)
    return by_halves<T, N>(
        [](auto... p) __attribute__((always_inline)) { return fma(p...); }, a, b, c);
#if defined(__AVX512F__)
  else if constexpr (__is_same(T, float) && N == 16)
    return __builtin_ia32_vfmaddps512_mask(a.v, b.v, c.v, (unsigned short)-1, 4);
  else if constexpr (__is_same(T, double) && N == 8)
    return __builtin_ia32_vfmaddpd512_mask(a.v, b.v, c.v, (unsigned char)-1, 4);
#endif
#if defined(__FMA__)
  else if constexpr (__is_same(T, float) && N == 8) return __builtin_ia32_vfmaddps256(a.v, b.v, c.v);
  else if constexpr (__is_same(T, double) && N == 4) return __builtin_ia32_vfmaddpd256(a.v, b.v, c.v);
  else if constexpr (__is_same(T, float) && N == 4) return __builtin_ia32_vfmaddps(a.v, b.v, c.v);
  else if constexpr (__is_same(T, double) && N == 2) return __builtin_ia32_vfmaddpd(a.v, b.v, c.v);
#endif
  else {
    pack<T, N> r = c;
    for (int i = 0; i < N; ++i) r.v[i] = fma(a[i], b[i], c[i]);
    return r;
  }
}

/// a·b − p exactly, for p = a·b rounded; within its own last digit where the target must take the factors apart
/// (Dekker).
template <real T>
EVENGRAD_INLINE constexpr T product_error(T a, T b, T p) {
  if constexpr (has_fma) return fma(a, b, -p);
  else {
    constexpr auto half = ~((typename layout<element_of<T>>::bits(1) << (layout<T>::mantissa / 2 + 1)) - 1);
    const T ah = from_bits<T>(to_bits(a) & half), al = a - ah, bh = from_bits<T>(to_bits(b) & half), bl = b - bh;
    return al * bl - (((p - ah * bh) - al * bh) - ah * bl);
  }
}

/// c[0] + c[1] x + c[2] x² + …, Horner's way.
template <int I = 0, real T, class E, int K>
EVENGRAD_INLINE constexpr T horner(T x, const E (&c)[K]) {
  if constexpr (I == K - 1) return T(c[I]);
  else return fma(horner<I + 1>(x, c), x, T(c[I]));
}

/// c[I] + c[I + 4] y + c[I + 8] y² + …
template <int I, real T, class E, int K>
EVENGRAD_INLINE constexpr T every_fourth(T y, const E (&c)[K]) {
  if constexpr (I + 4 >= K) return T(c[I]);
  else return fma(every_fourth<I + 4>(y, c), y, T(c[I]));
}
/// c[0] + c[1] x + c[2] x² + … for many coefficients: four chains that do not wait for each other.
template <real T, class E, int K>
EVENGRAD_INLINE constexpr T polynomial(T x, const E (&c)[K]) {
  const T x2 = x * x, x4 = x2 * x2;
  return fma(x2, fma(x, every_fourth<3>(x4, c), every_fourth<2>(x4, c)),
             fma(x, every_fourth<1>(x4, c), every_fourth<0>(x4, c)));
}

}  // namespace evengrad::inline EVENGRAD_ISA
