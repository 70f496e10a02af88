// What optimizers are chained from: a transform turns the direction of one weight, and may keep numbers for it.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/core/sqrt.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>

namespace evengrad::inline EVENGRAD_ISA {

/// What is known once a step: its number, from 1, where a transform asks for it the norm of all gradients, and how many
/// steps the weights were trained for before the first, after which schedules go on.
struct step_facts {
  std::int64_t step = 1;
  double norm = 0;
  std::int64_t before = 0;
};

/// A link of a chain: `slots` numbers are kept for each weight; `at(facts)` gives the rule of this step, a function
/// (direction, weight, slots) → direction. The last direction is taken off the weight. Zeros stay zeros: with a
/// gradient, a weight and slots of zero the direction is zero, for weights are padded with zeros.
///
/// What a link may have besides:
///   needs_norm = true      `facts.norm` is asked for; such a link comes first
///   sees_whole = true      the rule is a function of a parameter_step, which changes the direction of all its elements
///   selects(place)         the link leaves parameters alone of which this is false
///   observe(figure)        is told what `fit` measured after an epoch: smaller is better
///   each_number(f)         calls f with every number of the link that changes, so that a file can keep it
///   result_slot = i        the slot that holds the weights that training shall end with
///   masks = true           `kept` has the mask of all weights, and check_network(places) says whether it is of them
///   climb(norm)            the weights go up the gradient by this factor before the gradient is taken that counts
template <class X>
inline constexpr bool is_link = requires(const X& x, step_facts f) {
  { X::slots } -> std::convertible_to<int>;
  x.at(f);
  x.check();
};
/// A rule with a name that is a chain of others: `parts()`, and `check()` for its own figures.
template <class X>
inline constexpr bool is_named_chain = requires(const X& x) {
  x.parts();
  x.check();
};
/// Links one after the other; see chain.hpp.
template <class X>
inline constexpr bool is_chain_of = false;
template <class X>
inline constexpr bool is_chain_of<const X> = is_chain_of<X>;

/// What optimizers are made from: a link, a named chain, or a chain of such.
template <class X>
inline constexpr bool is_transform = is_link<X> || is_named_chain<X> || is_chain_of<X>;
template <class X>
concept a_transform = is_transform<X>;
/// Says that something is no transform.
template <class X>
constexpr bool check_transform() {
  static_assert(is_transform<X>, "an optimizer is a transform: slots, at(facts) and check(), such as eg::adam{}");
  return is_transform<X>;
}
// Checks of hyper-parameters, before the first step.
[[noreturn, gnu::cold]] inline void refuse_parameter(const char* place, double value, const char* cure) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  fail(place, text, cure);
}
inline void check_positive(const char* place, double value) {
  if (!(value > 0 && value - value == 0)) refuse_parameter(place, value, "give a positive, finite number");
}
inline void check_not_negative(const char* place, double value) {
  if (!(value >= 0 && value - value == 0)) refuse_parameter(place, value, "give a finite number that is not negative");
}
inline void check_share(const char* place, double value) {
  if (!(value >= 0 && value < 1)) refuse_parameter(place, value, "give a number from 0 to below 1");
}
inline void check_steps(const char* place, std::int64_t value) {
  if (value < 1) refuse_parameter(place, double(value), "give at least one step");
}

/// In the place of what the compiler has complained of, so that it says nothing more.
struct refused_transform {
  static constexpr int slots = 0;
  auto at(step_facts) const {
    return [](auto d, auto, auto*) { return d; };
  }
  void check() const {}
};

}  // namespace evengrad::inline EVENGRAD_ISA
