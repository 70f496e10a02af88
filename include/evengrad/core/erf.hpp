// The error function.
#pragma once
#include <evengrad/core/exp.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// near: erf(x)/x − 1 in x² for |x| ≤ 1. far: −log(1 − erf(x)) up to where erf is 1 to the last digit.
template <class E>
struct erf_constants;
template <>
struct erf_constants<float> {
  static constexpr float flat = 4;
  static constexpr float near[] = {0.128379166f,   -0.376126289f,    0.112836182f,   -0.026855126f,
                                   0.00519073335f, -0.000803075091f, 7.92030987e-05f};
  static constexpr float far[] = {-0.0001706232f, 1.1294955f,     0.633385956f,     0.108237378f,
                                  -0.0250919927f, 0.00416072179f, -0.000432346045f, 2.09137015e-05f};
};
template <>
struct erf_constants<double> {
  static constexpr double flat = 6;
  static constexpr double near[] = {0.12837916709551256,    -0.37612638903183454,    0.112837916709426,
                                    -0.026866170642939887,  0.005223977605098884,    -0.0008548325892537126,
                                    0.00012055292728825613, -1.4924699536558315e-05, 1.644700687067775e-06,
                                    -1.620555313723581e-07, 1.3708354366583331e-08,  -7.775561994945186e-10};
  static constexpr double far[] = {5.134171535378327e-07,   1.1283739901103902,      0.6366440618331952,
                                   0.10270227244983589,     -0.01898801142260751,    -0.00041357575591730245,
                                   0.0019189832145665336,   -0.0007730705859217179,  0.00013656965560045165,
                                   1.95171396343323e-05,    -2.2531078762077818e-05, 8.578375250029446e-06,
                                   -2.1147402241579073e-06, 3.695618246722577e-07,   -4.593374808140524e-08,
                                   3.890161212790536e-09,   -2.0204856839826282e-10, 4.865640279739499e-12};
};

/// 2/√π ∫₀ˣ e^(−t²) dt, within 2 ulp.
template <real T>
EVENGRAD_INLINE constexpr T erf(T x) {
  using K = erf_constants<element_of<T>>;
  if (is_constant_nan(x)) return x;
  const T t = min(abs(x), K::flat);
  const auto is_near = t < T(1);
  const T near = fma(x, horner(t * t, K::near), x);
  const exp_parts<T> e(-horner(t, K::far));
  const T power = e.power(), far = fma(-power, e.tail(), T(1) - power);
  return select(is_near, near, copysign(far, x));
}

}  // namespace evengrad::inline EVENGRAD_ISA
