// The law that an initializer draws from, as a value: what drawing and the analysis of signals both read.
#pragma once
#include <evengrad/graph/shape.hpp>

#include <concepts>

namespace evengrad::inline EVENGRAD_ISA {

/// How many numbers a parameter's element meets: in the sum that makes an output, and among the outputs of an input.
struct fans {
  int in, out;
};

/// Fans of a parameter by its extents: the last axis are outputs, the others inputs; kernels count their window on both
/// sides.
constexpr fans fans_of(const shape& s) {
  if (s.rank < 2) return {1, s.last()};
  int window = 1;
  for (int i = 0; i + 2 < s.rank; ++i) window *= s[i];
  return {s.lines(), s.last() * window};
}

enum class law_kind : unsigned char { constant, normal, uniform };

/// constant: `mean` · normal: mean and standard deviation · uniform: mean ± deviation · sqrt(3).
struct law {
  law_kind kind = law_kind::constant;
  double mean = 0, deviation = 0;
};
constexpr law constant_law(double c) { return {law_kind::constant, c, 0}; }
constexpr law normal_law(double mean, double deviation) { return {law_kind::normal, mean, deviation}; }
constexpr law uniform_law(double mean, double deviation) { return {law_kind::uniform, mean, deviation}; }

template <class Init>
concept an_initializer = requires(fans f) {
  { Init::law(f) } -> std::same_as<law>;
};

template <class Init>
concept an_initializer_or_none = std::is_void_v<Init> || an_initializer<Init>;

/// An initializer as a value: graphs point to it.
struct init_info {
  law (*of)(fans);
};
template <an_initializer Init>
inline constexpr init_info initializer{[](fans f) constexpr->law{return Init::law(f);
}  // namespace evengrad::inline EVENGRAD_ISA
}
;

}  // namespace evengrad::inline EVENGRAD_ISA
