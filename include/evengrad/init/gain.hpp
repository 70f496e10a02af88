// Gains: by how much a weight matrix makes up for the activation behind it, as policies of the initializers that scale.
#pragma once
#include <evengrad/core/quadrature.hpp>
#include <evengrad/graph/law.hpp>
#include <evengrad/graph/op.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A gain is a type with `static constexpr double square`: the variance of a weight times its fan.
template <class G>
concept a_gain = requires {
  { G::square } -> std::convertible_to<double>;
};

namespace init::gain {

struct linear {
  static constexpr double square = 1;
};
/// 5/3, as PyTorch's calculate_gain has it; `of<tanh_op>` is 1.5925.
struct tanh {
  static constexpr double square = 25. / 9;
};
/// √2: half of the inputs are cut off (He et al. 2015, eq. 10).
struct relu {
  static constexpr double square = 2;
};
/// √(2 / (1 + a²)) for the slope a = Numerator / Denominator below zero (He et al. 2015, eq. 15).
template <int Numerator = 1, int Denominator = 100>
struct leaky_relu {
  static constexpr double slope = double(Numerator) / Denominator, square = 2 / (1 + slope * slope);
};
/// 3/4, as PyTorch's calculate_gain has it: flatter than the 1 that keeps the variance (Klambauer et al. 2017).
struct selu {
  static constexpr double square = 9. / 16;
};
/// Numerator / Denominator itself.
template <int Numerator, int Denominator = 1>
struct factor {
  static constexpr double square = double(Numerator) / Denominator * Numerator / Denominator;
};
/// What keeps the second moment of a standard normal input of the op: 1 / √E[a(z)²], by quadrature of the op's value
/// while compiling. Of two or three operands the others are the numbers `Rest`.
template <an_op Op, int... Rest>
requires(arity_of<Op> == 1 + sizeof...(Rest)) struct of {
  static constexpr double square = 1 / normal_points_between_integers<240>.mean([](double z) {
    const double a = Op::value(number(z), number(Rest)...).v;
    return a * a;
  });
};

}  // namespace init::gain

/// The factor itself: √ of `square`. `gain_of<init::gain::relu>` is √2.
template <a_gain G>
inline constexpr double gain_of = sqrt(double(G::square));

}  // namespace evengrad::inline EVENGRAD_ISA
