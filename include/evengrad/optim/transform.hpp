// What optimizers are chained from: a transform turns the direction of one weight, and may keep numbers for it.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/core/sqrt.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <tuple>

namespace evengrad::inline EVENGRAD_ISA {

/// What is known once a step: its number, from 1, and, where a transform asks for it, the norm of all gradients.
struct step_facts {
  std::int64_t step = 1;
  double norm = 0;
};

/// `slots` numbers are kept for each weight; `at(facts)` gives the rule of this step, a function (direction, weight,
/// slots) → direction. The last direction is taken off the weight. Zeros stay zeros: with a gradient, a weight and
/// slots of zero the direction is zero, for weights are padded with zeros.
template <class X>
inline constexpr bool is_transform = requires(const X& x, step_facts f) {
  { X::slots } -> std::convertible_to<int>;
  x.at(f);
  x.check();
};
template <class X>
concept a_transform = is_transform<X>;
/// Says that something is no transform.
template <class X>
constexpr bool check_transform() {
  static_assert(is_transform<X>, "an optimizer is a transform: slots, at(facts) and check(), such as eg::adam{}");
  return is_transform<X>;
}
/// Whether a transform needs the norm of the whole gradient before any weight may change.
template <class X>
constexpr bool asks_for_norm() {
  if constexpr (requires { X::needs_norm; }) return X::needs_norm;
  else return false;
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

template <class... R>
struct chained_rule {
  std::tuple<R...> rules;
  static constexpr int none = 0;
  template <class P, int... Slots>
  constexpr P operator()(P d, P w, P* slot, std::integer_sequence<int, Slots...>) const {
    return std::apply([&](const auto&... r) { return ((d = r(d, w, slot), slot += Slots), ..., d); }, rules);
  }
};

/// The transforms one after the other, in one loop over all weights.
template <a_transform... X>
struct chain_of {
  std::tuple<X...> parts;
  static constexpr int slots = (X::slots + ... + 0);
  static constexpr bool needs_norm = (asks_for_norm<X>() || ...);
  auto at(step_facts f) const {
    return std::apply(
        [f](const X&... x) {
          return [rule = chained_rule<decltype(x.at(f))...>{{x.at(f)...}}](auto d, auto w, auto* slot) {
            return rule(d, w, slot, std::integer_sequence<int, X::slots...>{});
          };
        },
        parts);
  }
  void check() const {
    std::apply([](const X&... x) { (x.check(), ...); }, parts);
  }
};
template <class First, class... X>
constexpr auto chain(First first, X... x) {
  if constexpr (check_transform<First>() && (check_transform<X>() && ...)) {
    constexpr bool norm_first = !(asks_for_norm<X>() || ...);
    static_assert(norm_first, "the norm is that of the gradients: a transform that needs it comes first in the chain");
    return chain_of<First, X...>{{first, x...}};
  } else return refused_transform{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
