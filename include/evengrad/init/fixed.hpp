// Initializers whose law does not ask for fans.
#pragma once
#include <evengrad/graph/law.hpp>

namespace evengrad::inline EVENGRAD_ISA::init {

struct zeros {
  static constexpr evengrad::law law(fans) { return constant_law(0); }
};
struct ones {
  static constexpr evengrad::law law(fans) { return constant_law(1); }
};
/// Every element is Numerator / Denominator.
template <int Numerator, int Denominator = 1>
struct constant {
  static constexpr evengrad::law law(fans) { return constant_law(double(Numerator) / Denominator); }
};
/// Normal around 0; the standard deviation is Numerator / Denominator.
template <int Numerator, int Denominator = 1>
struct normal {
  static constexpr evengrad::law law(fans) { return normal_law(0, double(Numerator) / Denominator); }
};
/// The normal law with the standard deviation Numerator / Denominator cut at twice that, as in Keras; what is
/// drawn has 0.8796 times the deviation. PyTorch's trunc_normal_ cuts at ±2 whatever the deviation is.
template <int Numerator, int Denominator = 1>
struct truncated_normal {
  static constexpr evengrad::law law(fans) {
    return truncated_normal_law(0, double(Numerator) / Denominator * truncation);
  }
};
/// Uniform between plus and minus Numerator / Denominator.
template <int Numerator, int Denominator = 1>
struct uniform {
  static constexpr evengrad::law law(fans) {
    return uniform_law(0, double(Numerator) / Denominator / 1.7320508075688772);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA::init
