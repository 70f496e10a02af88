// The law that an initializer draws from, as a value: what drawing and the analysis of signals both read.
#pragma once
#include <evengrad/core/identity.hpp>
#include <evengrad/graph/shape.hpp>

#include <concepts>

namespace evengrad::inline EVENGRAD_ISA {

struct generator;

/// How many numbers a parameter's element meets: in the sum that makes an output, and among the outputs of an input.
struct fans {
  int in, out;
};

/// Fans of a parameter by its extents: the last axis are outputs, the others inputs; kernels count their window on both
/// sides. So it is where no product of the network takes the parameter: see `find_fans`.
constexpr fans fans_of(const shape& s) {
  if (s.rank < 2) return {1, s.last()};
  int window = 1;
  for (int i = 0; i + 2 < s.rank; ++i) window *= s[i];
  return {s.lines(), s.last() * window};
}

enum class law_kind : unsigned char { constant, normal, uniform, truncated_normal, whole };

/// The mean and the standard deviation of an element as it is drawn, whatever the kind. constant: `mean` · normal ·
/// uniform: mean ± deviation · sqrt(3) · truncated_normal: within 2 deviations of the normal law that is cut, which are
/// 2.2737 of its own · whole: elements depend on each other, and the initializer's `draw` makes all of them.
struct law {
  law_kind kind = law_kind::constant;
  double mean = 0, deviation = 0;
};
constexpr law constant_law(double c) { return {law_kind::constant, c, 0}; }
constexpr law normal_law(double mean, double deviation) { return {law_kind::normal, mean, deviation}; }
constexpr law uniform_law(double mean, double deviation) { return {law_kind::uniform, mean, deviation}; }
/// The deviation of what is drawn: cutting at ±2 deviations leaves `truncation` times that of the normal law.
constexpr law truncated_normal_law(double mean, double deviation) {
  return {law_kind::truncated_normal, mean, deviation};
}
constexpr law whole_law(double mean, double deviation) { return {law_kind::whole, mean, deviation}; }

/// The standard deviation of a standard normal number between −2 and 2.
inline constexpr double truncation = 0.87962566103423978;

template <class Init>
concept an_initializer = requires(fans f) {
  { Init::law(f) } -> std::same_as<law>;
};

template <class Init>
concept an_initializer_or_none = std::is_void_v<Init> || an_initializer<Init>;

/// An initializer with a law of kind `whole` has `static void draw(const generator&, const shape& dims, fans, double*
/// w)`: a function of the generator, which is a parameter's own, that fills w, zero before, line after line.
template <class Init>
concept draws_whole = requires(const generator& g, const shape& dims, fans f, double* w) {
  Init::draw(g, dims, f, w);
};

/// An initializer as a value: graphs point to it.
struct init_info {
  identity id;
  law (*of)(fans);
  void (*draw)(const generator&, const shape& dims, fans, double* w) = nullptr;  // where the law is of kind `whole`
  bool follows_graph = false;                                                    // see init::automatic
};
template <class Init>
constexpr law law_of(fans f) {
  return Init::law(f);
}
template <an_initializer Init>
constexpr init_info info_of_initializer() {
  init_info i{identity_of<Init>, &law_of<Init>};
  if constexpr (draws_whole<Init>) i.draw = &Init::draw;
  if constexpr (requires { Init::follows_graph; }) i.follows_graph = Init::follows_graph;
  return i;
}
template <an_initializer Init>
inline constexpr init_info initializer = info_of_initializer<Init>();

}  // namespace evengrad::inline EVENGRAD_ISA
