// Initializers whose variance follows from the fans: LeCun 1998, Glorot & Bengio 2010 (eq. 12, 16), He et al. 2015 (eq.
// 10, 14).
#pragma once
#include <evengrad/init/fixed.hpp>
#include <evengrad/init/gain.hpp>

namespace evengrad::inline EVENGRAD_ISA::init {

/// Which fan divides: that of the forward pass, of the backward pass, or the mean of both.
struct fan_in {
  static constexpr double of(fans f) { return f.in; }
};
struct fan_out {
  static constexpr double of(fans f) { return f.out; }
};
struct fan_average {
  static constexpr double of(fans f) { return (double(f.in) + f.out) / 2; }
};

/// What is drawn with the deviation; of the truncated normal law it is the deviation of what is drawn, so that the law
/// that is cut is wider by 1 / 0.8796.
struct as_normal {
  static constexpr evengrad::law law(double deviation) { return normal_law(0, deviation); }
};
struct as_uniform {
  static constexpr evengrad::law law(double deviation) { return uniform_law(0, deviation); }
};
struct as_truncated_normal {
  static constexpr evengrad::law law(double deviation) { return truncated_normal_law(0, deviation); }
};

/// Variance gain² / fan around 0: `variance_scaling<gain::tanh, fan_average, as_uniform>`.
template <a_gain Gain, class Fan = fan_in, class As = as_normal>
struct variance_scaling {
  static constexpr evengrad::law law(fans f) { return As::law(sqrt(Gain::square / Fan::of(f))); }
};

/// Variance 1 / fan_in.
struct lecun_normal : variance_scaling<gain::linear> {};
struct lecun_uniform : variance_scaling<gain::linear, fan_in, as_uniform> {};
struct lecun_truncated_normal : variance_scaling<gain::linear, fan_in, as_truncated_normal> {};
/// Variance 2 / (fan_in + fan_out).
struct glorot_normal : variance_scaling<gain::linear, fan_average> {};
struct glorot_uniform : variance_scaling<gain::linear, fan_average, as_uniform> {};
struct glorot_truncated_normal : variance_scaling<gain::linear, fan_average, as_truncated_normal> {};
/// Variance 2 / fan_in, for rectifiers.
struct he_normal : variance_scaling<gain::relu> {};
struct he_uniform : variance_scaling<gain::relu, fan_in, as_uniform> {};
/// What Keras and JAX draw by the name he_normal.
struct he_truncated_normal : variance_scaling<gain::relu, fan_in, as_truncated_normal> {};

}  // namespace evengrad::inline EVENGRAD_ISA::init
