// Initializers whose variance follows from the fans: LeCun 1998, Glorot & Bengio 2010 (eq. 12, 16), He et al. 2015 (eq.
// 10, 14).
#pragma once
#include <evengrad/core/sqrt.hpp>
#include <evengrad/init/fixed.hpp>

namespace evengrad::inline EVENGRAD_ISA::init {

/// Variance 1 / fan_in.
struct lecun_normal {
  static constexpr evengrad::law law(fans f) { return normal_law(0, sqrt(1. / f.in)); }
};
struct lecun_uniform {
  static constexpr evengrad::law law(fans f) { return uniform_law(0, sqrt(1. / f.in)); }
};
/// Variance 2 / (fan_in + fan_out).
struct glorot_normal {
  static constexpr evengrad::law law(fans f) { return normal_law(0, sqrt(2. / (f.in + f.out))); }
};
struct glorot_uniform {
  static constexpr evengrad::law law(fans f) { return uniform_law(0, sqrt(2. / (f.in + f.out))); }
};
/// Variance 2 / fan_in, for rectifiers.
struct he_normal {
  static constexpr evengrad::law law(fans f) { return normal_law(0, sqrt(2. / f.in)); }
};
struct he_uniform {
  static constexpr evengrad::law law(fans f) { return uniform_law(0, sqrt(2. / f.in)); }
};

}  // namespace evengrad::inline EVENGRAD_ISA::init
